CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "AccountStatus" AS ENUM ('enabled', 'disabled', 'deleted');

-- CreateEnum
CREATE TYPE "AccountType" AS ENUM ('user', 'service_account');

-- CreateEnum
CREATE TYPE "Grantability" AS ENUM ('known', 'likely', 'never_seen', 'refused');

-- CreateEnum
CREATE TYPE "GrantMethod" AS ENUM ('direct', 'inferred');

-- CreateEnum
CREATE TYPE "GrantOrigin" AS ENUM ('discovered', 'request');

-- CreateEnum
CREATE TYPE "RequestKind" AS ENUM ('grant', 'revoke');

-- CreateEnum
CREATE TYPE "RequestStatus" AS ENUM ('requires_approval', 'approved', 'provisioning', 'granted', 'revoked', 'unverified', 'provisioning_failed', 'denied', 'cancelled', 'expired');

-- CreateEnum
CREATE TYPE "AttemptOutcome" AS ENUM ('sending', 'accepted', 'verified', 'unverified', 'refused');

-- CreateEnum
CREATE TYPE "SyncRunStatus" AS ENUM ('queued', 'running', 'waiting', 'retrying', 'succeeded', 'partly_succeeded', 'held', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "SyncPhaseStatus" AS ENUM ('pending', 'running', 'succeeded', 'failed', 'skipped');

-- CreateEnum
CREATE TYPE "LogLevel" AS ENUM ('info', 'warning', 'error');

-- CreateEnum
CREATE TYPE "ConsoleRole" AS ENUM ('basic_user', 'access_request_helpdesk', 'application_administrator', 'connector_administrator', 'read_only_administrator', 'super_administrator');

-- CreateEnum
CREATE TYPE "UserStatus" AS ENUM ('invited', 'active', 'disabled');

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "event" TEXT NOT NULL,
    "actorId" UUID,
    "actorName" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "subjectName" TEXT NOT NULL,
    "appId" UUID,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Connector" (
    "id" UUID NOT NULL,
    "appId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "secret" TEXT NOT NULL,
    "secretHint" TEXT NOT NULL,
    "secretSetAt" TIMESTAMPTZ(3) NOT NULL,
    "provisioningEnabled" BOOLEAN NOT NULL DEFAULT false,
    "pausedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID NOT NULL,

    CONSTRAINT "Connector_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConnectorOwner" (
    "connectorId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ConnectorOwner_pkey" PRIMARY KEY ("connectorId","userId")
);

-- CreateTable
CREATE TABLE "App" (
    "id" UUID NOT NULL,
    "displayName" TEXT NOT NULL,
    "description" TEXT,
    "managed" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "App_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AppOwner" (
    "appId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AppOwner_pkey" PRIMARY KEY ("appId","userId")
);

-- CreateTable
CREATE TABLE "Resource" (
    "id" UUID NOT NULL,
    "appId" UUID NOT NULL,
    "connectorId" UUID NOT NULL,
    "resourceType" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "description" TEXT,
    "productKey" TEXT,
    "productName" TEXT,
    "url" TEXT,
    "status" TEXT,
    "lockedReason" TEXT,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Resource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" UUID NOT NULL,
    "appId" UUID NOT NULL,
    "connectorId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "email" TEXT,
    "status" "AccountStatus" NOT NULL,
    "vendorStatus" TEXT NOT NULL,
    "accountType" "AccountType" NOT NULL,
    "external" BOOLEAN NOT NULL,
    "addedAt" TIMESTAMPTZ(3),
    "lastActiveAt" TIMESTAMPTZ(3),
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Entitlement" (
    "id" UUID NOT NULL,
    "appId" UUID NOT NULL,
    "connectorId" UUID NOT NULL,
    "resourceId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "description" TEXT,
    "takesSeat" BOOLEAN,
    "grantability" "Grantability" NOT NULL,
    "refusedAt" TIMESTAMPTZ(3),
    "requestable" BOOLEAN NOT NULL DEFAULT false,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Entitlement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Grant" (
    "id" UUID NOT NULL,
    "appId" UUID NOT NULL,
    "connectorId" UUID NOT NULL,
    "entitlementId" UUID NOT NULL,
    "accountId" UUID,
    "groupId" UUID,
    "method" "GrantMethod" NOT NULL DEFAULT 'direct',
    "origin" "GrantOrigin" NOT NULL DEFAULT 'discovered',
    "requestId" UUID,
    "confirmedAt" TIMESTAMPTZ(3),
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "beganByRunId" UUID,
    "endedByRunId" UUID,
    "endedByRequestId" UUID,

    CONSTRAINT "Grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccessRequest" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "kind" "RequestKind" NOT NULL,
    "status" "RequestStatus" NOT NULL,
    "appId" UUID NOT NULL,
    "entitlementId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "requesterId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedById" UUID,
    "decisionComment" TEXT,
    "finishedAt" TIMESTAMPTZ(3),
    "notSentReason" TEXT,

    CONSTRAINT "AccessRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProvisioningAttempt" (
    "id" UUID NOT NULL,
    "requestId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "automatic" BOOLEAN NOT NULL DEFAULT false,
    "outcome" "AttemptOutcome" NOT NULL,
    "jobId" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "acceptedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "errorKind" TEXT,
    "errorMessage" TEXT,
    "retryable" BOOLEAN,
    "vendorStatus" INTEGER,
    "vendorCode" TEXT,
    "vendorTitle" TEXT,
    "vendorDetail" TEXT,
    "vendorRequestId" TEXT,
    "vendorEndpoint" TEXT,

    CONSTRAINT "ProvisioningAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SyncRun" (
    "id" UUID NOT NULL,
    "connectorId" UUID NOT NULL,
    "status" "SyncRunStatus" NOT NULL DEFAULT 'queued',
    "trigger" TEXT NOT NULL,
    "requestedById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "heartbeatAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "vendorCalls" INTEGER NOT NULL DEFAULT 0,
    "errorKind" TEXT,
    "errorMessage" TEXT,
    "errorVendor" JSONB,

    CONSTRAINT "SyncRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SyncPhaseRun" (
    "runId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "phase" TEXT NOT NULL,
    "status" "SyncPhaseStatus" NOT NULL DEFAULT 'pending',
    "read" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "removed" INTEGER NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SyncPhaseRun_pkey" PRIMARY KEY ("runId","position")
);

-- CreateTable
CREATE TABLE "SyncLogEntry" (
    "id" BIGSERIAL NOT NULL,
    "runId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "level" "LogLevel" NOT NULL,
    "phase" TEXT,
    "message" TEXT NOT NULL,

    CONSTRAINT "SyncLogEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE UNLOGGED TABLE "StagedRun" (
    "runId" UUID NOT NULL,
    "executionId" UUID NOT NULL,

    CONSTRAINT "StagedRun_pkey" PRIMARY KEY ("runId")
);

-- CreateTable
CREATE UNLOGGED TABLE "StagedResource" (
    "runId" UUID NOT NULL,
    "phase" TEXT NOT NULL,
    "resourceType" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "description" TEXT,
    "productKey" TEXT,
    "productName" TEXT,
    "url" TEXT,
    "status" TEXT,
    "lockedReason" TEXT,
    "attributes" JSONB NOT NULL,

    CONSTRAINT "StagedResource_pkey" PRIMARY KEY ("runId","resourceType","externalId")
);

-- CreateTable
CREATE UNLOGGED TABLE "StagedAccount" (
    "runId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "email" TEXT,
    "status" "AccountStatus" NOT NULL,
    "vendorStatus" TEXT NOT NULL,
    "accountType" "AccountType" NOT NULL,
    "external" BOOLEAN NOT NULL,
    "addedAt" TIMESTAMPTZ(3),
    "lastActiveAt" TIMESTAMPTZ(3),
    "attributes" JSONB NOT NULL,

    CONSTRAINT "StagedAccount_pkey" PRIMARY KEY ("runId","externalId")
);

-- CreateTable
CREATE UNLOGGED TABLE "StagedEntitlement" (
    "runId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "resourceType" TEXT NOT NULL,
    "resourceExternalId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "description" TEXT,
    "takesSeat" BOOLEAN,
    "grantability" "Grantability" NOT NULL,

    CONSTRAINT "StagedEntitlement_pkey" PRIMARY KEY ("runId","externalId")
);

-- CreateTable
CREATE UNLOGGED TABLE "StagedGrant" (
    "runId" UUID NOT NULL,
    "entitlementExternalId" TEXT NOT NULL,
    "principalType" TEXT NOT NULL,
    "principalExternalId" TEXT NOT NULL,
    "method" TEXT NOT NULL,

    CONSTRAINT "StagedGrant_pkey" PRIMARY KEY ("runId","entitlementExternalId","principalType","principalExternalId")
);

-- CreateTable
CREATE TABLE "WorkerProcess" (
    "id" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WorkerProcess_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" "UserStatus" NOT NULL,
    "passwordHash" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSignedInAt" TIMESTAMPTZ(3),
    "failedSignIns" INTEGER NOT NULL DEFAULT 0,
    "lastFailedAt" TIMESTAMPTZ(3),

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UserRole" (
    "userId" UUID NOT NULL,
    "role" "ConsoleRole" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "UserRole_pkey" PRIMARY KEY ("userId","role")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "invitedBy" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AuditEvent_at_id_idx" ON "AuditEvent"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "AuditEvent_subjectType_subjectId_at_idx" ON "AuditEvent"("subjectType", "subjectId", "at");

-- CreateIndex
CREATE INDEX "Connector_appId_idx" ON "Connector"("appId");

-- CreateIndex
CREATE INDEX "ConnectorOwner_userId_idx" ON "ConnectorOwner"("userId");

-- CreateIndex
CREATE INDEX "AppOwner_userId_idx" ON "AppOwner"("userId");

-- CreateIndex
CREATE INDEX "Resource_appId_resourceType_displayName_id_idx" ON "Resource"("appId", "resourceType", "displayName", "id");

-- CreateIndex
CREATE INDEX "Resource_displayName_idx" ON "Resource" USING GIN ("displayName" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "Resource_connectorId_resourceType_externalId_key" ON "Resource"("connectorId", "resourceType", "externalId");

-- CreateIndex
CREATE INDEX "Account_appId_displayName_id_idx" ON "Account"("appId", "displayName", "id");

-- CreateIndex
CREATE INDEX "Account_email_idx" ON "Account"("email");

-- CreateIndex
CREATE INDEX "Account_displayName_idx" ON "Account" USING GIN ("displayName" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "Account_email_trgm_idx" ON "Account" USING GIN ("email" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "Account_connectorId_externalId_key" ON "Account"("connectorId", "externalId");

-- CreateIndex
CREATE INDEX "Entitlement_resourceId_idx" ON "Entitlement"("resourceId");

-- CreateIndex
CREATE INDEX "Entitlement_appId_displayName_id_idx" ON "Entitlement"("appId", "displayName", "id");

-- CreateIndex
CREATE INDEX "Entitlement_displayName_idx" ON "Entitlement" USING GIN ("displayName" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "Entitlement_connectorId_externalId_key" ON "Entitlement"("connectorId", "externalId");

-- CreateIndex
CREATE INDEX "Grant_accountId_endedAt_idx" ON "Grant"("accountId", "endedAt");

-- CreateIndex
CREATE INDEX "Grant_groupId_endedAt_idx" ON "Grant"("groupId", "endedAt");

-- CreateIndex
CREATE INDEX "Grant_entitlementId_endedAt_idx" ON "Grant"("entitlementId", "endedAt");

-- CreateIndex
CREATE UNIQUE INDEX "AccessRequest_number_key" ON "AccessRequest"("number");

-- CreateIndex
CREATE INDEX "AccessRequest_appId_createdAt_id_idx" ON "AccessRequest"("appId", "createdAt" DESC, "id");

-- CreateIndex
CREATE INDEX "AccessRequest_requesterId_createdAt_idx" ON "AccessRequest"("requesterId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "AccessRequest_status_createdAt_idx" ON "AccessRequest"("status", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "AccessRequest_accountId_idx" ON "AccessRequest"("accountId");

-- CreateIndex
CREATE INDEX "AccessRequest_entitlementId_idx" ON "AccessRequest"("entitlementId");

-- CreateIndex
CREATE UNIQUE INDEX "ProvisioningAttempt_requestId_number_key" ON "ProvisioningAttempt"("requestId", "number");

-- CreateIndex
CREATE INDEX "SyncRun_connectorId_createdAt_idx" ON "SyncRun"("connectorId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "SyncLogEntry_runId_id_idx" ON "SyncLogEntry"("runId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_userId_idx" ON "Invitation"("userId");

-- AddForeignKey
ALTER TABLE "Connector" ADD CONSTRAINT "Connector_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Connector" ADD CONSTRAINT "Connector_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConnectorOwner" ADD CONSTRAINT "ConnectorOwner_connectorId_fkey" FOREIGN KEY ("connectorId") REFERENCES "Connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConnectorOwner" ADD CONSTRAINT "ConnectorOwner_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AppOwner" ADD CONSTRAINT "AppOwner_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AppOwner" ADD CONSTRAINT "AppOwner_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Resource" ADD CONSTRAINT "Resource_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Resource" ADD CONSTRAINT "Resource_connectorId_fkey" FOREIGN KEY ("connectorId") REFERENCES "Connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_connectorId_fkey" FOREIGN KEY ("connectorId") REFERENCES "Connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entitlement" ADD CONSTRAINT "Entitlement_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entitlement" ADD CONSTRAINT "Entitlement_connectorId_fkey" FOREIGN KEY ("connectorId") REFERENCES "Connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entitlement" ADD CONSTRAINT "Entitlement_resourceId_fkey" FOREIGN KEY ("resourceId") REFERENCES "Resource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_connectorId_fkey" FOREIGN KEY ("connectorId") REFERENCES "Connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_entitlementId_fkey" FOREIGN KEY ("entitlementId") REFERENCES "Entitlement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Resource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessRequest" ADD CONSTRAINT "AccessRequest_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessRequest" ADD CONSTRAINT "AccessRequest_entitlementId_fkey" FOREIGN KEY ("entitlementId") REFERENCES "Entitlement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessRequest" ADD CONSTRAINT "AccessRequest_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessRequest" ADD CONSTRAINT "AccessRequest_requesterId_fkey" FOREIGN KEY ("requesterId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessRequest" ADD CONSTRAINT "AccessRequest_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProvisioningAttempt" ADD CONSTRAINT "ProvisioningAttempt_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "AccessRequest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SyncRun" ADD CONSTRAINT "SyncRun_connectorId_fkey" FOREIGN KEY ("connectorId") REFERENCES "Connector"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SyncRun" ADD CONSTRAINT "SyncRun_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SyncPhaseRun" ADD CONSTRAINT "SyncPhaseRun_runId_fkey" FOREIGN KEY ("runId") REFERENCES "SyncRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SyncLogEntry" ADD CONSTRAINT "SyncLogEntry_runId_fkey" FOREIGN KEY ("runId") REFERENCES "SyncRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserRole" ADD CONSTRAINT "UserRole_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_invitedBy_fkey" FOREIGN KEY ("invitedBy") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: what the Prisma schema cannot say.

-- A principal is an account or a group.
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_one_principal" CHECK (num_nonnulls("accountId", "groupId") = 1);

-- A principal holds an entitlement once at a time.
CREATE UNIQUE INDEX "Grant_current_account_key" ON "Grant" ("entitlementId", "accountId") WHERE "endedAt" IS NULL AND "accountId" IS NOT NULL;
CREATE UNIQUE INDEX "Grant_current_group_key" ON "Grant" ("entitlementId", "groupId") WHERE "endedAt" IS NULL AND "groupId" IS NOT NULL;

-- One open request per account and entitlement, one unfinished run per connector.
CREATE UNIQUE INDEX "AccessRequest_open_key" ON "AccessRequest" ("entitlementId", "accountId") WHERE "status" IN ('requires_approval', 'approved', 'provisioning', 'unverified');
CREATE UNIQUE INDEX "SyncRun_unfinished_key" ON "SyncRun" ("connectorId") WHERE "finishedAt" IS NULL;

-- The audit log only grows.
CREATE FUNCTION "audit_event_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'AuditEvent is append-only';
END
$$;
CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE OR DELETE ON "AuditEvent" FOR EACH ROW EXECUTE FUNCTION "audit_event_is_append_only"();
