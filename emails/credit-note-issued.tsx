import { Facts, Farewell, LetterLayout, Paragraph } from "./_layout";
import type { Letter } from "./letter";
import { type Locale, wordsOf } from "./words";

export type CreditNoteIssuedProps = {
  sellerName: string;
  buyerName: string;
  number: string;
  invoiceNumber: string;
  amount: string;
  reason: string;
};

export function creditNoteIssued(props: CreditNoteIssuedProps, locale: Locale): Letter {
  const words = wordsOf(locale);
  const said = words.creditNoteIssued;
  return {
    subject: said.subject(props.sellerName, props.number),
    body: (
      <LetterLayout
        words={words}
        preview={said.preview(props.invoiceNumber)}
        sender={props.sellerName}
        title={said.subject(props.sellerName, props.number)}
      >
        <Paragraph>{words.letter.greeting(props.buyerName)}</Paragraph>
        <Paragraph>{said.body(props.invoiceNumber)}</Paragraph>
        <Facts
          facts={[
            [said.number, props.number],
            [said.amount, props.amount],
            [said.reason, props.reason],
          ]}
        />
        <Paragraph>{said.refund}</Paragraph>
        <Farewell words={words} sender={props.sellerName} />
      </LetterLayout>
    ),
  };
}
