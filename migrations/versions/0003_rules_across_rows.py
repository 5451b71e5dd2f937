"""rules that span rows: shares within the investment, status moves, published results frozen"""

from collections.abc import Sequence

from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Each refusal carries a constraint name, as a CHECK would: the pages turn it into a sentence at the right field.
ALLOCATION_TOTAL = """
CREATE FUNCTION check_allocation_total() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  target bigint := coalesce(to_jsonb(NEW) -> 'investment_id', to_jsonb(NEW) -> 'id');
  ceiling numeric;
BEGIN
  SELECT amount_eur INTO ceiling FROM investment WHERE id = target FOR UPDATE;
  IF (SELECT coalesce(sum(amount_eur), 0) FROM allocation WHERE investment_id = target) > ceiling THEN
    RAISE check_violation USING MESSAGE = 'allocations above the investment', CONSTRAINT = 'ck_allocation_total';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ck_allocation_total AFTER INSERT OR UPDATE ON allocation
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_allocation_total();
CREATE CONSTRAINT TRIGGER ck_investment_allocations AFTER UPDATE OF amount_eur ON investment
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_allocation_total();
"""
STATUS_MOVE = """
CREATE FUNCTION check_status_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  steps text[] := ARRAY['repere', 'instruction', 'valide', 'conventionne', 'en_cours', 'termine', 'capitalise'];
  before_step int := array_position(steps, OLD.status);
  after_step int := array_position(steps, NEW.status);
BEGIN
  IF NEW.status = OLD.status THEN RETURN NEW; END IF;
  IF NOT coalesce(abs(after_step - before_step) = 1, false)
     AND NOT coalesce(NEW.status = 'abandonne' AND before_step <= 5, false) THEN
    RAISE check_violation USING MESSAGE = 'this status move is not allowed', CONSTRAINT = 'ck_project_status_move';
  END IF;
  IF NEW.status = 'valide' AND after_step > before_step
     AND NOT EXISTS (SELECT FROM investment WHERE project_id = NEW.id AND copil_on IS NOT NULL) THEN
    RAISE check_violation USING MESSAGE = 'no investment validated by a COPIL', CONSTRAINT = 'ck_project_copil';
  END IF;
  IF NEW.status = 'conventionne' AND after_step > before_step THEN
    IF NEW.charter_signed_on IS NULL THEN
      RAISE check_violation USING MESSAGE = 'the charter is not signed', CONSTRAINT = 'ck_project_charter_signed';
    END IF;
    IF EXISTS (
      SELECT FROM investment AS i WHERE i.project_id = NEW.id AND i.amount_eur <> coalesce(
        (SELECT sum(t.amount_eur) FROM instalment AS t WHERE t.investment_id = i.id AND t.status <> 'cancelled'), 0)
    ) THEN
      RAISE check_violation USING MESSAGE = 'instalments do not sum up', CONSTRAINT = 'ck_project_instalments';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ck_project_status_move BEFORE UPDATE OF status ON project
  FOR EACH ROW EXECUTE FUNCTION check_status_move();
"""
FROZEN = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE check_violation USING MESSAGE = TG_TABLE_NAME || ' is frozen', CONSTRAINT = TG_TABLE_NAME || '_is_frozen';
END $$;
CREATE TRIGGER result_is_frozen BEFORE UPDATE OR DELETE ON result FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER axis_result_is_frozen BEFORE UPDATE OR DELETE ON axis_result
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER grid_version_is_frozen BEFORE UPDATE OR DELETE ON grid_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    for rule in (ALLOCATION_TOTAL, STATUS_MOVE, FROZEN):
        op.execute(rule)


def downgrade() -> None:
    op.execute("DROP TRIGGER ck_allocation_total ON allocation")
    op.execute("DROP TRIGGER ck_investment_allocations ON investment")
    op.execute("DROP TRIGGER ck_project_status_move ON project")
    for table in ("result", "axis_result", "grid_version"):
        op.execute(f"DROP TRIGGER {table}_is_frozen ON {table}")
    for function in ("check_allocation_total", "check_status_move", "refuse_change"):
        op.execute(f"DROP FUNCTION {function}()")
