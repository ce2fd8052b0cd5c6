import { Facts, Farewell, LetterLayout, Paragraph } from "./_layout";
import type { Letter } from "./letter";
import { type Locale, wordsOf } from "./words";

export type PaymentReceivedProps = {
  sellerName: string;
  buyerName: string;
  number: string;
  amount: string;
  receivedOn: string;
};

export function paymentReceived(props: PaymentReceivedProps, locale: Locale): Letter {
  const words = wordsOf(locale);
  const said = words.paymentReceived;
  return {
    subject: said.subject(props.number),
    body: (
      <LetterLayout
        words={words}
        preview={said.preview(props.amount)}
        sender={props.sellerName}
        title={said.subject(props.number)}
      >
        <Paragraph>{words.letter.greeting(props.buyerName)}</Paragraph>
        <Paragraph>{said.body(props.number)}</Paragraph>
        <Facts
          facts={[
            [said.amount, props.amount],
            [said.receivedOn, props.receivedOn],
          ]}
        />
        <Farewell words={words} sender={props.sellerName} />
      </LetterLayout>
    ),
  };
}
