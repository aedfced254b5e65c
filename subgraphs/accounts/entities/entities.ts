import { AccountEntity } from './account.ts';
import { ActivationEntity } from './activation.ts';
import { AgreementEntity, SignedAgreementEntity } from './agreement.ts';
import { AuditEntryEntity, AuditPersonEntity } from './audit-entry.ts';
import { InvitationEntity, InvitationLinkEntity } from './invitation.ts';
import { ApiClientEntity, ApiClientSecretEntity } from './api-client.ts';
import { MailTextsEntity } from './mail-texts.ts';
import { PasswordLinkEntity } from './password-link.ts';
import { SecurityQuestionEntity } from './security-question.ts';
import { SessionEntity } from './session.ts';
import { TermsRequestEntity } from './terms-request.ts';
import { UserIdentityEntity } from './user-identity.ts';
import { UserEntity } from './user.ts';

/** Every table of accounts that the ORM maps. */
export const ENTITIES = [
  AccountEntity,
  UserEntity,
  UserIdentityEntity,
  TermsRequestEntity,
  SessionEntity,
  PasswordLinkEntity,
  ActivationEntity,
  AgreementEntity,
  SignedAgreementEntity,
  InvitationEntity,
  InvitationLinkEntity,
  SecurityQuestionEntity,
  MailTextsEntity,
  ApiClientEntity,
  ApiClientSecretEntity,
  AuditEntryEntity,
  AuditPersonEntity,
];
