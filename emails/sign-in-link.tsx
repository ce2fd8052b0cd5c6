import { Action, EmailLayout, Paragraph, SmallPrint } from "./_layout";
import type { Email } from "./email";
import { type Locale, textsFor } from "./texts";

export type SignInLinkProps = { url: string; minutes: number };

export function signInLink(props: SignInLinkProps, locale: Locale): Email {
  const texts = textsFor(locale);
  const labels = texts.signInLink;
  return {
    subject: labels.subject,
    body: (
      <EmailLayout texts={texts} preview={labels.preview} sender="Corrente" title={labels.title}>
        <Paragraph>{labels.body}</Paragraph>
        <Action href={props.url} label={labels.action} texts={texts} />
        <SmallPrint>{labels.expires(props.minutes)}</SmallPrint>
      </EmailLayout>
    ),
  };
}
