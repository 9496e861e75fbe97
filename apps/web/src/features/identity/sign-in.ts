export { signIn } from "./api/identity.ts";
export { keepsRules, NewPasswordField } from "./components/NewPasswordField.tsx";
export { NewPasswordForm } from "./components/NewPasswordForm.tsx";
export { ForgotForm } from "./components/ResetForms.tsx";
export { SignInForm } from "./components/SignInForm.tsx";
