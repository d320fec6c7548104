-- AlterTable
ALTER TABLE "SyncPhaseRun" ADD COLUMN     "heldAsked" INTEGER,
ADD COLUMN     "heldStay" INTEGER;
