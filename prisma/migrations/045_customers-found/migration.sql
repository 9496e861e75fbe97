-- Customers are found by a part of their name or of a number. Names are compared without case and width.
CREATE INDEX "customer_name_search_idx" ON "customer" USING gin (search_grams(lower(normalize("name", NFKC))));
CREATE INDEX "customer_phone_search_idx" ON "customer_phone" USING gin (search_grams("number"));
