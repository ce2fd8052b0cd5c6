import { Action, Facts, Farewell, LetterLayout, Paragraph, SmallPrint } from "./_layout";
import type { Letter } from "./letter";
import { type Locale, wordsOf } from "./words";

/** All as the reader will see it: amounts and dates are written out by who sends. */
export type InvoiceIssuedProps = {
  sellerName: string;
  buyerName: string;
  number: string;
  amount: string;
  dueOn: string;
  period: string;
  payUrl: string | null;
  iban: string | null;
  bic: string | null;
};

export function invoiceIssued(props: InvoiceIssuedProps, locale: Locale): Letter {
  const words = wordsOf(locale);
  const said = words.invoiceIssued;
  const bank: [string, string][] =
    props.iban === null
      ? []
      : [
          [said.holder, props.sellerName],
          [said.iban, props.iban],
        ];
  if (props.iban !== null && props.bic !== null) bank.push([said.bic, props.bic]);
  return {
    subject: said.subject(props.sellerName, props.number),
    body: (
      <LetterLayout
        words={words}
        preview={said.preview(props.amount, props.dueOn)}
        sender={props.sellerName}
        title={said.subject(props.sellerName, props.number)}
      >
        <Paragraph>{words.letter.greeting(props.buyerName)}</Paragraph>
        <Paragraph>{said.body(props.period)}</Paragraph>
        <Facts
          facts={[
            [said.number, props.number],
            [said.amount, props.amount],
            [said.due, props.dueOn],
          ]}
        />
        {props.payUrl === null ? null : <Action href={props.payUrl} label={said.pay} words={words} />}
        {bank.length === 0 ? null : (
          <>
            <SmallPrint>{said.transfer(props.number)}</SmallPrint>
            <Facts facts={bank} />
          </>
        )}
        <Farewell words={words} sender={props.sellerName} />
      </LetterLayout>
    ),
  };
}
