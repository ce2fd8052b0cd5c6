import { cn } from "../cn";
import { CopyButton } from "../action/copy-button";

/**
 * Text as it is, to read and copy: a URL, a key, a raw message. `what` names it for the copy
 * button.
 */
export function CodeBlock({ code, what, wrap = false }: { code: string; what: string; wrap?: boolean }) {
  return (
    <div className="group relative rounded-md border border-line bg-sunken">
      <pre
        // Long lines scroll; the keyboard must reach them too.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls: takes focus
        tabIndex={0}
        className={cn(
          "max-h-96 overflow-auto rounded-md py-2 pr-10 pl-3 font-mono text-xs",
          wrap && "break-all whitespace-pre-wrap",
        )}
      >
        {code}
      </pre>
      <div className="absolute top-1 right-1">
        <CopyButton value={code} what={what} />
      </div>
    </div>
  );
}
