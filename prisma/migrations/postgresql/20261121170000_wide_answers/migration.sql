-- AlterTable: a dead letter can be sent again without end, and a bin may keep all that its targets answer.
ALTER TABLE "Delivery" ALTER COLUMN "answerBytes" SET DATA TYPE BIGINT;
