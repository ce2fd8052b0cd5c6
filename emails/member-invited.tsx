import { Action, EmailLayout, Paragraph, SmallPrint } from "./_layout";
import type { Email } from "./email";
import { type Locale, textsFor } from "./texts";
import type { Texts } from "./texts-en";

export type MemberInvitedProps = {
  operatorName: string;
  inviterName: string;
  role: keyof Texts["memberInvited"]["roles"];
  url: string;
  days: number;
};

export function memberInvited(props: MemberInvitedProps, locale: Locale): Email {
  const texts = textsFor(locale);
  const labels = texts.memberInvited;
  return {
    subject: labels.subject(props.operatorName),
    body: (
      <EmailLayout
        texts={texts}
        preview={labels.preview(props.inviterName)}
        sender={props.operatorName}
        title={labels.title(props.operatorName)}
      >
        <Paragraph>{labels.body(props.inviterName, props.operatorName, labels.roles[props.role])}</Paragraph>
        <Action href={props.url} label={labels.action} texts={texts} />
        <SmallPrint>{labels.expires(props.days)}</SmallPrint>
      </EmailLayout>
    ),
  };
}
