/** The face of every field: border, focus, invalid and disabled looks; the height is the user's. */
export const FIELD_FACE =
  "w-full min-w-0 rounded-md border border-line-strong bg-surface text-sm text-ink " +
  "outline-none hover:border-faint focus-visible:border-focus focus-visible:ring-2 " +
  "focus-visible:ring-focus/30 data-invalid:border-bad-mark aria-invalid:border-bad-mark " +
  "disabled:bg-sunken disabled:text-faint data-disabled:bg-sunken data-disabled:text-faint";

/** A field of one line. */
export const FIELD_BOX = `${FIELD_FACE} h-8 px-2.5 pointer-coarse:h-11`;

/** A panel that floats above the page: menu, select, popover. */
export const FLOAT =
  "z-60 max-h-(--available-height) origin-(--transform-origin) overflow-y-auto rounded-lg " +
  "bg-raised p-1 text-sm shadow-float outline-none transition-[opacity,scale] duration-100 " +
  "data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 " +
  "data-starting-style:opacity-0";

/** A row in a floating panel. */
export const FLOAT_ITEM =
  "flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 py-1 outline-none " +
  "select-none data-disabled:opacity-50 data-highlighted:bg-hover pointer-coarse:min-h-10 " +
  "[&_svg]:size-4 [&_svg]:shrink-0";
