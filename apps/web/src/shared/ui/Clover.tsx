/** The brand's four-leaf clover; takes the text colour. */
export function Clover({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="currentColor" aria-hidden="true" focusable="false">
      <path d="M15.4 15.4C9 15.6 5 13.6 5 9.8 5 6.8 7.2 5 9.7 5c3.9 0 5.7 4.2 5.7 10.4Z" />
      <path d="M16.6 15.4C16.6 9.2 18.4 5 22.3 5 24.8 5 27 6.8 27 9.8c0 3.8-4 5.8-10.4 5.6Z" />
      <path d="M15.4 16.6C15.4 22.8 13.6 27 9.7 27 7.2 27 5 25.2 5 22.2c0-3.8 4-5.8 10.4-5.6Z" />
      <path d="M16.6 16.6C23 16.4 27 18.4 27 22.2 27 25.2 24.8 27 22.3 27c-3.9 0-5.7-4.2-5.7-10.4Z" />
    </svg>
  );
}
