import { Facts, Closing, EmailLayout, Paragraph } from "./_layout";
import type { Email } from "./email";
import { type Locale, textsFor } from "./texts";

export type PaymentReceivedProps = {
  sellerName: string;
  buyerName: string;
  number: string;
  amount: string;
  receivedOn: string;
};

export function paymentReceived(props: PaymentReceivedProps, locale: Locale): Email {
  const texts = textsFor(locale);
  const labels = texts.paymentReceived;
  return {
    subject: labels.subject(props.number),
    body: (
      <EmailLayout
        texts={texts}
        preview={labels.preview(props.amount)}
        sender={props.sellerName}
        title={labels.subject(props.number)}
      >
        <Paragraph>{texts.email.greeting(props.buyerName)}</Paragraph>
        <Paragraph>{labels.body(props.number)}</Paragraph>
        <Facts
          facts={[
            [labels.amount, props.amount],
            [labels.receivedOn, props.receivedOn],
          ]}
        />
        <Closing texts={texts} sender={props.sellerName} />
      </EmailLayout>
    ),
  };
}
