import { Action, LetterLayout, Paragraph, SmallPrint } from "./_layout";
import type { Letter } from "./letter";
import { type Locale, wordsOf } from "./words";
import type { Words } from "./words-en";

export type MemberInvitedProps = {
  operatorName: string;
  inviterName: string;
  role: keyof Words["memberInvited"]["roles"];
  url: string;
  days: number;
};

export function memberInvited(props: MemberInvitedProps, locale: Locale): Letter {
  const words = wordsOf(locale);
  const said = words.memberInvited;
  return {
    subject: said.subject(props.operatorName),
    body: (
      <LetterLayout
        words={words}
        preview={said.preview(props.inviterName)}
        sender={props.operatorName}
        title={said.title(props.operatorName)}
      >
        <Paragraph>{said.body(props.inviterName, props.operatorName, said.roles[props.role])}</Paragraph>
        <Action href={props.url} label={said.action} words={words} />
        <SmallPrint>{said.expires(props.days)}</SmallPrint>
      </LetterLayout>
    ),
  };
}
