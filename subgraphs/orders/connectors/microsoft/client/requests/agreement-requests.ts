import { collection, integer, object, optionalText, text, type Json } from '../partner-center-fields.ts';
import type { PartnerCenterRequest } from '../partner-center-transport.ts';
import type { Agreement, AgreementTemplate } from '../partner-center-types.ts';
import { customerPath } from './customer-path.ts';

/** Lists every version of the agreement of a type. */
export function listAgreementTemplates(type: string): PartnerCenterRequest<readonly AgreementTemplate[]> {
  return {
    operation: 'listAgreementTemplates',
    method: 'GET',
    path: `/v1/agreements?agreementType=${encodeURIComponent(type)}`,
    parse: collection(parseAgreementTemplate),
  };
}

function parseAgreementTemplate(item: unknown): AgreementTemplate {
  const from = object(item, 'template');
  return {
    templateId: text(from, 'templateId'),
    agreementType: text(from, 'agreementType'),
    agreementLink: text(from, 'agreementLink'),
    versionRank: integer(from, 'versionRank'),
  };
}

/** Reads the agreements that a customer has accepted. */
export function getAgreements(customerId: string): PartnerCenterRequest<readonly Agreement[]> {
  return {
    operation: 'getAgreements',
    method: 'GET',
    path: agreementsPath(customerId),
    parse: collection(parseAgreement),
  };
}

/** Records that a customer has accepted an agreement. */
export function confirmAgreement(customerId: string, accepted: Agreement): PartnerCenterRequest<Agreement> {
  return {
    operation: 'confirmAgreement',
    method: 'POST',
    path: agreementsPath(customerId),
    body: agreementBody(accepted),
    parse: parseAgreement,
  };
}

function agreementsPath(customerId: string): string {
  return `${customerPath(customerId)}/agreements`;
}

function agreementBody({ templateId, agreementType, agreedBy, agreedAt }: Agreement): Json {
  return { templateId, type: agreementType, primaryContact: agreedBy, dateAgreed: agreedAt };
}

function parseAgreement(item: unknown): Agreement {
  const from = object(item, 'agreement');
  const contact = object(from['primaryContact'], 'primaryContact');
  return {
    templateId: optionalText(from, 'templateId'),
    agreementType: text(from, 'type'),
    agreedBy: {
      firstName: text(contact, 'firstName'),
      lastName: text(contact, 'lastName'),
      email: text(contact, 'email'),
      phoneNumber: optionalText(contact, 'phoneNumber'),
    },
    agreedAt: text(from, 'dateAgreed'),
  };
}
