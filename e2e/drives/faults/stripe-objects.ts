/**
 * The invoices at the stand-in for Stripe, read by Stripe's own API, and a customer who pays them.
 */

export type StripeInvoice = {
  readonly id: string;
  readonly number: string | null;
  readonly status: string;
  readonly total: number;
  readonly amount_paid: number;
  readonly metadata: Readonly<Record<string, string>>;
};

type Page = { readonly data: readonly StripeInvoice[]; readonly has_more: boolean };

export type StripeObjects = {
  /** All invoices of one operator, drafts too. */
  readonly invoicesOf: (tenantId: string) => Promise<readonly StripeInvoice[]>;
  /**
   * Pays as the customer does on the hosted page. False: the call failed, or it is paid already.
   */
  readonly pay: (invoice: string) => Promise<boolean>;
};

export function openStripeObjects(stripeUrl: string): StripeObjects {
  const headers = { authorization: "Bearer sk_test_bystander" };
  return {
    invoicesOf: async (tenantId) => {
      const found: StripeInvoice[] = [];
      for (let after = ""; ; ) {
        const response = await fetch(`${stripeUrl}/v1/invoices?limit=100${after}`, { headers });
        if (!response.ok) throw new Error(`the stand-in for Stripe answered ${response.status}`);
        const page = (await response.json()) as Page;
        found.push(...page.data);
        const last = page.data.at(-1);
        if (!page.has_more || !last) break;
        after = `&starting_after=${last.id}`;
      }
      return found.filter((invoice) => invoice.metadata["tenant"] === tenantId);
    },
    pay: async (invoice) => {
      const body = JSON.stringify({ invoice });
      const response = await fetch(`${stripeUrl}/_control/pay`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      await response.arrayBuffer();
      return response.ok;
    },
  };
}
