"use client";

import {
  type ComponentProps,
  createContext,
  type FormEvent,
  type SubmitEvent,
  use,
  useEffect,
  useRef,
  useState,
} from "react";
import { useTranslations } from "use-intl/react";
import { Notice } from "../feedback/notice";

export type FieldErrors = Readonly<Record<string, string>>;

const Errors = createContext<FieldErrors>({});

/** The message for a field of the form around us, by the field's name. */
export const useFieldError = (name: string | undefined): string | undefined => {
  const errors = use(Errors);
  return name === undefined ? undefined : errors[name];
};

/**
 * A form that keeps what was typed: fields stay uncontrolled and are never reset. `onSubmit` gets
 * the FormData once all `required` and typed fields are filled in; answer a refusal with `errors`
 * (by field name) and `problem` (the whole form). The first field in trouble takes focus. `post`:
 * sent before the page is alive, what was typed must not land in the address.
 */
export function Form({
  onSubmit,
  errors,
  problem,
  children,
  ...rest
}: Omit<ComponentProps<"form">, "onSubmit"> & {
  onSubmit: (data: FormData) => void | Promise<void>;
  errors?: FieldErrors | undefined;
  problem?: string | undefined;
}) {
  const t = useTranslations("labels");
  const form = useRef<HTMLFormElement>(null);
  const [local, setLocal] = useState<FieldErrors>({});
  // What is being mended is not shouted at: a field's error goes with the first key in it.
  const [mended, setMended] = useState<ReadonlySet<string>>(new Set());
  const shown = Object.fromEntries(Object.entries({ ...errors, ...local }).filter(([name]) => !mended.has(name)));

  useEffect(() => {
    if (Object.keys(errors ?? {}).length + Object.keys(local).length === 0) return;
    form.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
  }, [errors, local]);

  function onInput(event: FormEvent<HTMLFormElement>) {
    const field = event.target instanceof HTMLElement ? event.target : undefined;
    const name = field?.dataset["field"] ?? field?.getAttribute("name");
    if (name && !mended.has(name)) setMended(new Set(mended).add(name));
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const found: Record<string, string> = {};
    for (const field of event.currentTarget.elements) {
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
      const name = field.dataset["field"] ?? field.name;
      if (field.validity.valid || name === "") continue;
      found[name] = field.validity.customError
        ? field.validationMessage
        : t(field.validity.valueMissing ? "fieldMissing" : "fieldMalformed");
    }
    setLocal(found);
    setMended(new Set());
    if (Object.keys(found).length === 0) void onSubmit(new FormData(event.currentTarget));
  }

  return (
    <Errors value={shown}>
      <form {...rest} method="post" ref={form} noValidate onSubmit={submit} onInput={onInput}>
        {problem && (
          <div className="mb-4">
            <Notice tone="bad">{problem}</Notice>
          </div>
        )}
        {children}
      </form>
    </Errors>
  );
}
