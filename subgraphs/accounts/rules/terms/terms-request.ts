/** The status of a reseller's request to pay by invoice. */
export type TermsRequestStatus = 'REQUESTED' | 'APPROVED' | 'DECLINED';
