import { env } from "@/server/env";

/**
 * True when this deployment collects through Stripe. Without a key invoices are paid by bank
 * transfer.
 */
export const isStripeConfigured = (): boolean => env().STRIPE_SECRET_KEY !== undefined;
