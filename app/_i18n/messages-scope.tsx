"use client";

import { createContext, type ReactNode, use, useMemo, useSyncExternalStore } from "react";
import type { AbstractIntlMessages } from "use-intl/core";
import { IntlProvider } from "use-intl/react";
import type { Locale } from "./locale";
import type { Messages } from "./messages";

const Given = createContext<AbstractIntlMessages>({});

const never = () => () => {};
const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * Adds messages to those given further up. Use `ClientMessages` in pages; this is its browser half.
 */
export function MessagesScope(props: {
  locale: Locale;
  zone: string;
  messages: AbstractIntlMessages;
  children: ReactNode;
}) {
  const above = use(Given);
  const messages = useMemo(() => ({ ...above, ...props.messages }), [above, props.messages]);
  const zone = useSyncExternalStore(never, browserZone, () => props.zone);
  return (
    <Given value={messages}>
      <IntlProvider locale={props.locale} timeZone={zone} messages={messages as Messages}>
        {props.children}
      </IntlProvider>
    </Given>
  );
}
