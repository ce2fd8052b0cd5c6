import { env } from "@/server/env";

/**
 * Whether invoices are collected through Stripe on this deployment. Without a key they are paid by
 * bank transfer.
 */
export const isStripeConfigured = (): boolean => env().STRIPE_SECRET_KEY !== undefined;
