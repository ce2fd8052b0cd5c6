"use client";

/** A page that failed fails within the frame: the way to another one is at hand. */
export { ScreenError as default } from "@/app/_ui/screen-error";
