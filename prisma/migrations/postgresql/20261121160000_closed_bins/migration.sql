-- A bin whose deletion was interrupted lay at an address that anybody may take. It is known by captures that it lacks and still counts.
UPDATE "Bin" SET "id" = '~deleted-' || "no"
  WHERE "id" = 'deleted-' || "no" AND "total" > (SELECT count(*) FROM "Capture" c WHERE c."binNo" = "Bin"."no");
