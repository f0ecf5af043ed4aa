import time
from pathlib import Path
from tests.operations.handing_over.land import EAST, OLD, WEST, Land, listed

def test_split(land: Land, tmp_path: Path) -> None:
    refs = [r for (r,) in land.asked(OLD, "SELECT reference FROM child ORDER BY reference")]
    l = listed(tmp_path / "l.csv", [(r, (EAST, WEST)[n % 2]) for n, r in enumerate(refs)])
    t=time.time()
    done = land.run("split", OLD, "--list", l)
    print(done.output, time.time()-t)
    assert done.exit_code == 0
    print(land.asked(OLD, "SELECT count(*) FROM child"), land.asked(EAST, "SELECT count(*) FROM child"))
    for n in (OLD,EAST,WEST): print(land.run("run-x").output[:0], land.asked(n,"select other,went,at,prefix from handover"), land.asked(n,"select count(*) from moved_letter"))

def test_merge(land: Land, tmp_path: Path) -> None:
    t=time.time()
    done = land.run("merge", EAST, OLD)
    print(done.output, time.time()-t)
    assert done.exit_code == 0
    done = land.run("undo", OLD, EAST)
    print(done.output)
    assert done.exit_code == 0
