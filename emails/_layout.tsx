import type { ReactNode } from "react";
import { Body, Button, Container, Head, Heading, Hr, Html, Link, Preview, Section, Text } from "react-email";
import type { Texts } from "./texts-en";

const INK = "#17181c";
const MUTED = "#555862";
const LINE = "#e5e5ea";
const ACCENT = "#2a5bd7";
const FONT = 'Inter, "Segoe UI", -apple-system, Roboto, Helvetica, Arial, sans-serif';

/** Common layout of every e-mail: one column, readable without images and without styles. */
export function EmailLayout({
  texts,
  preview,
  sender,
  title,
  children,
}: {
  texts: Texts;
  preview: string;
  /** the name at the top: the operator's company, or ours */
  sender: string;
  title: string;
  children: ReactNode;
}) {
  return (
    <Html lang={texts.htmlLang} dir="ltr">
      <Head>
        <meta name="color-scheme" content="light" />
      </Head>
      <Preview>{preview}</Preview>
      <Body style={{ backgroundColor: "#f8f8f9", margin: 0, padding: "32px 12px", fontFamily: FONT, color: INK }}>
        <Container style={{ maxWidth: 520, margin: "0 auto" }}>
          <Text style={{ ...text, fontWeight: 600, margin: "0 0 12px 4px" }}>{sender}</Text>
          <Section
            style={{ backgroundColor: "#ffffff", border: `1px solid ${LINE}`, borderRadius: 10, padding: "28px 32px" }}
          >
            <Heading as="h1" style={{ fontSize: 20, lineHeight: "26px", fontWeight: 600, margin: "0 0 16px" }}>
              {title}
            </Heading>
            {children}
          </Section>
          <Text style={{ ...small, margin: "16px 4px 0" }}>{texts.email.automatic}</Text>
        </Container>
      </Body>
    </Html>
  );
}

const text = { fontSize: 15, lineHeight: "23px", margin: "0 0 14px" };
const small = { fontSize: 12, lineHeight: "18px", color: MUTED };

export const Paragraph = ({ children }: { children: ReactNode }) => <Text style={text}>{children}</Text>;

export const SmallPrint = ({ children }: { children: ReactNode }) => (
  <Text style={{ ...small, margin: "0 0 8px" }}>{children}</Text>
);

/** A link as a button, and as a plain address for clients that show no buttons. */
export function Action({ href, label, texts }: { href: string; label: string; texts: Texts }) {
  return (
    <Section style={{ margin: "8px 0 16px" }}>
      <Button
        href={href}
        style={{
          backgroundColor: ACCENT,
          color: "#ffffff",
          fontSize: 15,
          fontWeight: 600,
          borderRadius: 6,
          padding: "11px 20px",
          textDecoration: "none",
        }}
      >
        {label}
      </Button>
      <Text style={{ ...small, margin: "14px 0 0" }}>
        {texts.email.linkFallback}
        <br />
        <Link href={href} style={{ color: ACCENT, wordBreak: "break-all" }}>
          {href}
        </Link>
      </Text>
    </Section>
  );
}

/** Labels and values, one pair a line. */
export function Facts({ facts }: { facts: readonly (readonly [label: string, value: string])[] }) {
  return (
    <>
      <Hr style={{ borderColor: LINE, margin: "4px 0 0" }} />
      <table role="presentation" cellPadding={0} cellSpacing={0} style={{ width: "100%", margin: "0 0 18px" }}>
        <tbody>
          {facts.map(([label, value]) => (
            <tr key={label}>
              <td style={{ ...cell, color: MUTED }}>{label}</td>
              <td style={{ ...cell, textAlign: "right", fontVariantNumeric: "tabular-nums" }}>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const cell = { fontSize: 14, lineHeight: "20px", padding: "8px 0", borderBottom: `1px solid ${LINE}` };

/** Complimentary close of a company's e-mail. */
export const Closing = ({ texts, sender }: { texts: Texts; sender: string }) => (
  <Text style={{ ...text, margin: "18px 0 0" }}>
    {texts.email.regards}
    <br />
    {sender}
  </Text>
);
