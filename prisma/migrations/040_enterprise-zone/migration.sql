-- settings: the zone in which the enterprise counts its days. Without a row (the demo, databases from before) it is the default of settings.ts.
CREATE VIEW "enterprise_ref" AS
  SELECT coalesce((SELECT "value" ->> 'timeZone' FROM "setting" WHERE "key" = 'enterprise'), 'Asia/Shanghai') AS "time_zone";
