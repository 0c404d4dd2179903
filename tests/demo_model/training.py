"""The loop: for so many minutes, batches as they are spoken, and a checkpoint every two."""

import csv
import math
import multiprocessing
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch

from tests.demo_model.batches import Batch, produce, unseen_batches
from tests.demo_model.losses import losses
from tests.demo_model.network import Whisper
from tests.demo_model.tokens import Tokens, tokenizer

CHECKED_EVERY_S = 120.0
TOLD_EVERY_STEPS = 50
SMOOTHING = 0.97
QUEUED = 12
UNSEEN_SEED, UNSEEN_BATCHES = 7, 4
PARTS = ("loss", "text", "times", "frames", "guide", "right")
COLUMNS = (
    *("step", "minutes", "rate", *PARTS),
    *("unseen_text", "unseen_times", "unseen_right", "windows", "hours"),
)


@dataclass(frozen=True)
class Plan:
    """`begin` is how far into the course it starts, 0 to 1: late, with long windows, for more training
    from a checkpoint `init`."""

    out: Path
    minutes: float
    seed: int
    rate: float
    warm_up: int
    threads: int
    speakers: int
    init: Path | None
    begin: float

    def rate_at(self, step: int, progress: float) -> float:
        """Warmed up, then half a cosine down to a fiftieth."""
        warm = min(1.0, (step + 1) / self.warm_up)
        return self.rate * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * progress)))


@dataclass
class Course:
    """How the training goes: the smoothed parts of the loss, and what it has heard."""

    began: float = field(default_factory=time.monotonic)
    step: int = 0
    windows: int = 0
    hours: float = 0.0
    checked: float = 0.0
    best: float = math.inf
    parts: dict[str, float] = field(default_factory=dict)

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self.began

    def learnt(self, batch: Batch, parts: Mapping[str, float]) -> None:
        self.step += 1
        self.windows += len(batch.inputs)
        self.hours += batch.hours
        for name, value in parts.items():
            self.parts[name] = SMOOTHING * self.parts.get(name, value) + (1 - SMOOTHING) * value

    def row(self, rate: float, unseen: Mapping[str, float]) -> dict[str, float]:
        parts = {name: round(self.parts[name], 4) for name in PARTS}
        told = {
            f"unseen_{name}": round(unseen[name], 4) for name in ("text", "times", "right") if name in unseen
        }
        so_far = {"step": self.step, "minutes": round(self.elapsed_s / 60, 2), "rate": round(rate, 6)}
        return {**so_far, **parts, **told, "windows": self.windows, "hours": round(self.hours, 2)}


def train(plan: Plan) -> None:
    """Writes last.pt and best.pt (by the text loss on unseen voices) on the way, final.pt at the end."""
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    plan.out.mkdir(parents=True, exist_ok=True)
    tokens = Tokens(tokenizer())
    model = Whisper(tokens)
    if plan.init:
        model.load_state_dict(torch.load(plan.init)["model"])
    with _spoken_batches(plan) as (batches, progress), (plan.out / "loss.csv").open("w", newline="") as file:
        log = csv.DictWriter(file, COLUMNS)
        log.writeheader()
        course = _run(plan, model, tokens, batches, progress, log)
    _save(model, course.step, plan.out / "final.pt")
    print(f"{course.step} steps, {course.windows} windows, {course.hours:.1f} h of sound", flush=True)


def _run(
    plan: Plan, model: Whisper, tokens: Tokens, batches: Any, progress: Any, log: "csv.DictWriter[str]"
) -> Course:
    optimiser = _optimiser(model, plan.rate)
    unseen = list(unseen_batches(tokens, UNSEEN_SEED, UNSEEN_BATCHES))
    course = Course()
    while (done := course.elapsed_s / (60 * plan.minutes)) < 1:
        progress.value = plan.begin + (1 - plan.begin) * done
        rate = plan.rate_at(course.step, done)
        batch = batches.get()
        course.learnt(batch, _learn(model, batch, tokens, optimiser, rate))
        if course.elapsed_s - course.checked > CHECKED_EVERY_S:
            row = course.row(rate, _check(plan, model, tokens, unseen, course))
            print(row, flush=True)
            log.writerow(row)
        elif course.step % TOLD_EVERY_STEPS == 0:
            log.writerow(course.row(rate, {}))
    return course


def _optimiser(model: Whisper, rate: float) -> Any:
    """AdamW; only matrices decay."""
    matrices = [parameter for parameter in model.parameters() if parameter.ndim > 1]
    others = [parameter for parameter in model.parameters() if parameter.ndim <= 1]
    groups = [{"params": matrices, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98))


def _learn(model: Whisper, batch: Batch, tokens: Tokens, optimiser: Any, rate: float) -> dict[str, float]:
    """One step; the parts of the loss before it."""
    for group in optimiser.param_groups:
        group["lr"] = rate
    loss, parts = losses(model, batch, tokens)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimiser.step()
    return {**parts, "loss": loss.item()}


def _check(
    plan: Plan, model: Whisper, tokens: Tokens, unseen: list[Batch], course: Course
) -> dict[str, float]:
    """The parts of the loss on what was never trained on; keeps a checkpoint."""
    course.checked = course.elapsed_s
    model.eval()
    with torch.no_grad():
        found = [losses(model, batch, tokens)[1] for batch in unseen]
    model.train()
    mean = {name: float(np.mean([parts[name] for parts in found])) for name in found[0]}
    last = plan.out / "last.pt"
    _save(model, course.step, last)
    if mean["text"] < course.best:
        course.best = mean["text"]
        shutil.copy(last, plan.out / "best.pt")
    return mean


def _save(model: Whisper, step: int, path: Path) -> None:
    torch.save({"model": model.state_dict(), "step": step}, path)


@contextmanager
def _spoken_batches(plan: Plan) -> Iterator[tuple[Any, Any]]:
    """A queue that processes fill, and the number by which they know how far the training is."""
    context = multiprocessing.get_context("spawn")
    progress, queue = context.Value("d", plan.begin), context.Queue(QUEUED)
    seeds = [plan.seed * 100 + number for number in range(plan.speakers)]
    processes = [context.Process(target=produce, args=(queue, progress, seed), daemon=True) for seed in seeds]
    for process in processes:
        process.start()
    try:
        yield queue, progress
    finally:
        for process in processes:
            process.terminate()
            process.join()
