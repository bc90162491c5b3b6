import { route } from "#lib/api/respond.ts";
import { AppError } from "#lib/errors.ts";

const nothing = route(() => {
  throw new AppError("not_found", "There is no such call in the management API");
});

export { nothing as DELETE, nothing as GET, nothing as OPTIONS, nothing as PATCH, nothing as POST, nothing as PUT };
