import { expect, it } from "vitest";
import { beginUpload, cancelUploads, endUpload, isUploading } from "./uploads.ts";

it("is under way until the last upload of the form is over", () => {
  const signals = [beginUpload("edit"), beginUpload("edit")] as const;
  expect([isUploading("edit"), isUploading("panel")]).toEqual([true, false]);
  endUpload("edit", signals[0]);
  expect(isUploading("edit")).toBe(true);
  endUpload("edit", signals[1]);
  expect(isUploading("edit")).toBe(false);
});

it("ends with the form that is cancelled, and takes nothing from those begun after that", () => {
  const [cancelled, other] = [beginUpload("edit"), beginUpload("panel")];
  cancelUploads("edit");
  expect([cancelled.aborted, other.aborted, isUploading("edit"), isUploading("panel")]).toEqual([true, false, false, true]);
  const next = beginUpload("edit");
  endUpload("edit", cancelled);
  expect([next.aborted, isUploading("edit")]).toEqual([false, true]);
});
