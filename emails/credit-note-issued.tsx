import { Facts, Closing, EmailLayout, Paragraph } from "./_layout";
import type { Email } from "./email";
import { type Locale, textsFor } from "./texts";

export type CreditNoteIssuedProps = {
  sellerName: string;
  buyerName: string;
  number: string;
  invoiceNumber: string;
  amount: string;
  reason: string;
};

export function creditNoteIssued(props: CreditNoteIssuedProps, locale: Locale): Email {
  const texts = textsFor(locale);
  const labels = texts.creditNoteIssued;
  return {
    subject: labels.subject(props.sellerName, props.number),
    body: (
      <EmailLayout
        texts={texts}
        preview={labels.preview(props.invoiceNumber)}
        sender={props.sellerName}
        title={labels.subject(props.sellerName, props.number)}
      >
        <Paragraph>{texts.email.greeting(props.buyerName)}</Paragraph>
        <Paragraph>{labels.body(props.invoiceNumber)}</Paragraph>
        <Facts
          facts={[
            [labels.number, props.number],
            [labels.amount, props.amount],
            [labels.reason, props.reason],
          ]}
        />
        <Paragraph>{labels.refund}</Paragraph>
        <Closing texts={texts} sender={props.sellerName} />
      </EmailLayout>
    ),
  };
}
