-- Written by hand: the Prisma schema cannot say that a table is unlogged.
CREATE UNLOGGED TABLE "StagedKept" (
    "stage" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "objectId" UUID NOT NULL
);
