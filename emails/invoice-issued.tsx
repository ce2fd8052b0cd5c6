import { Action, Facts, Closing, EmailLayout, Paragraph, SmallPrint } from "./_layout";
import type { Email } from "./email";
import { type Locale, textsFor } from "./texts";

/** All strings as shown: the sender has formatted amounts and dates. */
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

export function invoiceIssued(props: InvoiceIssuedProps, locale: Locale): Email {
  const texts = textsFor(locale);
  const labels = texts.invoiceIssued;
  const bank: [string, string][] =
    props.iban === null
      ? []
      : [
          [labels.holder, props.sellerName],
          [labels.iban, props.iban],
        ];
  if (props.iban !== null && props.bic !== null) bank.push([labels.bic, props.bic]);
  return {
    subject: labels.subject(props.sellerName, props.number),
    body: (
      <EmailLayout
        texts={texts}
        preview={labels.preview(props.amount, props.dueOn)}
        sender={props.sellerName}
        title={labels.subject(props.sellerName, props.number)}
      >
        <Paragraph>{texts.email.greeting(props.buyerName)}</Paragraph>
        <Paragraph>{labels.body(props.period)}</Paragraph>
        <Facts
          facts={[
            [labels.number, props.number],
            [labels.amount, props.amount],
            [labels.due, props.dueOn],
          ]}
        />
        {props.payUrl === null ? null : <Action href={props.payUrl} label={labels.pay} texts={texts} />}
        {bank.length === 0 ? null : (
          <>
            <SmallPrint>{labels.transfer(props.number)}</SmallPrint>
            <Facts facts={bank} />
          </>
        )}
        <Closing texts={texts} sender={props.sellerName} />
      </EmailLayout>
    ),
  };
}
