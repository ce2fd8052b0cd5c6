import { Action, LetterLayout, Paragraph, SmallPrint } from "./_layout";
import type { Letter } from "./letter";
import { type Locale, wordsOf } from "./words";

export type SignInLinkProps = { url: string; minutes: number };

export function signInLink(props: SignInLinkProps, locale: Locale): Letter {
  const words = wordsOf(locale);
  const said = words.signInLink;
  return {
    subject: said.subject,
    body: (
      <LetterLayout words={words} preview={said.preview} sender="Corrente" title={said.title}>
        <Paragraph>{said.body}</Paragraph>
        <Action href={props.url} label={said.action} words={words} />
        <SmallPrint>{said.expires(props.minutes)}</SmallPrint>
      </LetterLayout>
    ),
  };
}
