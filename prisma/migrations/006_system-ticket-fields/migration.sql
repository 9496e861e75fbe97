-- The fields that every installation has; their values are columns of the ticket.
INSERT INTO "ticket_field" ("code", "kind", "origin", "name", "options", "limits", "position") VALUES
  ('title', 'text', 'system', '{"zh": "标题", "en": "Title"}', '[]', '{"maxLength": 200}', -3),
  ('priority', 'select', 'system', '{"zh": "优先级", "en": "Priority"}',
    '[{"code": "low", "name": {"zh": "低", "en": "Low"}, "active": true}, {"code": "normal", "name": {"zh": "普通", "en": "Normal"}, "active": true},
      {"code": "high", "name": {"zh": "高", "en": "High"}, "active": true}, {"code": "urgent", "name": {"zh": "紧急", "en": "Urgent"}, "active": true}]', '{}', -2),
  ('phone', 'phone', 'system', '{"zh": "联系电话", "en": "Phone"}', '[]', '{}', -1);
