/** How an account pays: by the card on file, or by invoice within a credit limit. */
export type PaymentMethod = 'CREDIT_CARD' | 'TERMS';
