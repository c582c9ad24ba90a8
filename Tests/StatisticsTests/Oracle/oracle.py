"""Answers the methods' questions with NumPy, SciPy and statsmodels.

    oracle.py METHOD < questions.json > answers.json

Questions and answers are JSON lists of equal length. Nothing here is read from the program: each method is written from its
published formula, or asked of a library that has it.
"""

import json
import math
import sys

import mpmath
import numpy as np
from scipy import optimize, special, stats

Z = stats.norm.ppf(0.975)
Z998 = stats.norm.ppf(0.999)


def finite(x):
    """JSON has no infinity and no NaN."""
    return float(x) if x is not None and math.isfinite(x) else None


# Functions


def elementary(q):
    x = q["x"]
    share = q["share"]
    return {
        "log": math.log(x),
        "exp": math.exp(q["power"]),
        "log1p": math.log1p(q["small"]),
        "arcsineRoot": math.asin(math.sqrt(share)),
        "squaredSine": math.sin(q["angle"]) ** 2,
    }


def count_law(q):
    """The probability to forty digits; the tails from SciPy where counts are moderate, else from neighbours' ratios."""
    n, k = q["trials"], q["count"]
    with mpmath.workdps(40):
        if n:
            p = mpmath.mpf(q["share"])
            probability = float(mpmath.binomial(n, k) * p**k * (1 - p) ** (n - k))
        else:
            m = mpmath.mpf(q["mean"])
            probability = float(mpmath.exp(k * mpmath.log(m) - m - mpmath.loggamma(k + 1)))
    if q["mean"] <= 10_000:
        law = stats.binom(n, q["share"]) if n else stats.poisson(q["mean"])
        return {"probability": probability, "atMost": law.cdf(k), "moreThan": law.sf(k)}
    up = np.arange(k + 1, min(n or math.inf, k + 400_000) + 1, dtype=float)
    down = np.arange(k, max(0, k - 400_000), -1, dtype=float)
    if n:
        odds = q["share"] / (1 - q["share"])
        ratios_up, ratios_down = (n - up + 1) / up * odds, down / (n - down + 1) / odds
    else:
        ratios_up, ratios_down = q["mean"] / up, down / q["mean"]
    with np.errstate(under="ignore", over="ignore"):
        more = probability * np.cumprod(ratios_up).sum()
        less = probability * np.cumprod(ratios_down).sum()
    # From the mean outwards terms fall; inwards they rise beyond what a float holds, and the other tail is the small one.
    if k >= q["mean"]:
        return {"probability": probability, "atMost": 1 - more, "moreThan": more}
    return {"probability": probability, "atMost": less + probability, "moreThan": 1 - less - probability}


def quantiles(q):
    a, b, tail = q["a"], q["b"], q["tail"]
    return {
        "gammaLower": special.gammaincinv(a, tail),
        "gammaUpper": special.gammainccinv(a, tail),
        "betaLower": stats.beta.ppf(tail, a, b),
        "betaUpper": stats.beta.isf(tail, a, b),
        "gammaAtMost": special.gammainc(a, b),
        "betaAtMost": stats.beta.cdf(q["share"], a, b),
    }


# Funnels


def interpolated(law, p, upper):
    """(r - alpha): r the smallest count with P(R <= r) >= p."""
    r = law.isf(p) if upper else law.ppf(p)
    excess = (p - law.sf(r)) if upper else (law.cdf(r) - p)
    return r - excess / law.pmf(r)


def exact_limits(q):
    if q["trials"]:
        law, unit, top = stats.binom(q["trials"], q["share"]), q["trials"], 1.0
    else:
        law, unit, top = stats.poisson(q["mean"]), q["mean"], math.inf
    tails = [(0.001, False), (0.025, False), (0.025, True), (0.001, True)]
    return [min(top, max(0.0, float(interpolated(law, p, upper)) / unit)) for p, upper in tails]


def chi_square_limits(q):
    e = q["mean"]
    return [
        stats.chi2.ppf(0.001, 2 * e) / 2 / e,
        stats.chi2.ppf(0.025, 2 * e) / 2 / e,
        stats.chi2.isf(0.025, 2 * (e + 1)) / 2 / e,
        stats.chi2.isf(0.001, 2 * (e + 1)) / 2 / e,
    ]


def dispersion(z, s):
    low, high = np.quantile(z, [0.1, 0.9], method="linear")
    drawn = np.clip(z, low, high)
    count = len(z)
    phi = np.mean(drawn**2)
    w = 1 / s**2
    if count * phi < count - 1 or count < 2:
        return phi, 0.0
    return phi, max(0.0, (count * phi - (count - 1)) / (w.sum() - (w**2).sum() / w.sum()))


def share_funnel(q):
    x, n = np.array(q["counts"], float), np.array(q["totals"], float)
    target = np.arcsin(np.sqrt(x.sum() / n.sum()))
    s = 1 / (2 * np.sqrt(n))
    phi, tau2 = dispersion((np.arcsin(np.sqrt(x / n)) - target) / s, s)
    limits = []
    for size in n:
        angles = target + np.array([-Z998, -Z, Z, Z998]) * math.sqrt(1 / (4 * size) + tau2)
        limits.append(list(np.sin(np.clip(angles, 0, np.pi / 2)) ** 2))
    return {"phi": phi, "tauSquared": tau2, "limits": limits}


def ratio_funnel(q):
    o, e, n = np.array(q["observed"], float), np.array(q["expected"]), q.get("trials")
    left = 1 - e / np.array(n, float) if n else np.ones_like(e)
    s = np.sqrt(left) / (2 * np.sqrt(e))
    phi, tau2 = dispersion((np.sqrt(o / e) - 1) / s, s)
    limits = []
    for error in s:
        roots = 1 + np.array([-Z998, -Z, Z, Z998]) * math.sqrt(error**2 + tau2)
        limits.append(list(np.maximum(roots, 0) ** 2))
    return {"phi": phi, "tauSquared": tau2, "limits": limits}


# Charts


def xmr(q):
    x = np.array(q["values"])
    base = x[: q["baseline"]] if q.get("baseline") else x
    moving = np.abs(np.diff(base))
    width = moving.mean()
    if q["screens"] and width > 0:
        width = moving[moving < 3.267 * width].mean()
    centre = base[0] if np.all(base == base[0]) else base.mean()
    upper, lower = centre + 2.66 * width, centre - 2.66 * width
    near_up, near_down = centre + 2.66 * width * 2 / 3, centre - 2.66 * width * 2 / 3
    count = len(x)
    found = [""] * count
    step = np.sign(np.diff(x))
    side = np.sign(x - centre)
    outside = (x > upper) | (x < lower)
    # Windows, from the weakest rule to the strongest: a literal reading of the four rules.
    for i in range(count - 6):
        for sign, word in ((1, "high"), (-1, "low")):
            if np.all(side[i : i + 7] == sign):
                found[i : i + 7] = ["shift " + word] * 7
    for i in range(count - 2):
        for sign, word in ((1, "high"), (-1, "low")):
            near = [j for j in range(i, i + 3) if not outside[j] and (x[j] > near_up if sign > 0 else x[j] < near_down)]
            if np.all(side[i : i + 3] == sign) and len(near) >= 2:
                for j in near:
                    found[j] = "twoOfThree " + word
    for i in range(count - 6):
        for sign, word in ((1, "high"), (-1, "low")):
            if np.all(step[i : i + 6] == sign):
                found[i : i + 7] = ["trend " + word] * 7
    for i in range(count):
        if outside[i]:
            found[i] = "outside high" if x[i] > upper else "outside low"
    return {"mean": centre, "upper": upper, "lower": lower, "nearUpper": near_up, "nearLower": near_down, "signals": found}


def count_chart(q):
    x, n = np.array(q["counts"], float), np.array(q["sizes"])
    centre = x.sum() / n.sum()
    sigma = np.sqrt(centre * (1 - centre) / n) if q["share"] else np.sqrt(centre / n)
    z = (x / n - centre) / sigma
    spread = np.abs(np.diff(z)).mean() / 1.128
    top = 1 if q["share"] else math.inf

    def limits(factor):
        return [[max(0.0, a), min(top, b)] for a, b in zip(centre - 3 * sigma * factor, centre + 3 * sigma * factor)]

    return {"centre": centre, "sigmaZ": spread, "plain": limits(1), "laney": limits(spread)}


def runs(q):
    x = np.array(q["values"])
    side = np.sign(x - np.median(x))
    side = side[side != 0]
    n = len(side)
    change = np.flatnonzero(np.diff(side))
    longest = max(np.diff(np.concatenate([[-1], change, [n - 1]]))) if n else 0
    return {
        "useful": n,
        "longestRun": int(longest),
        "crossings": len(change),
        "longestAllowed": int(round(math.log2(n)) + 3),
        "fewestAllowed": int(stats.binom.ppf(0.05, n - 1, 0.5)),
    }


def alert_sum(q):
    x, high, low, alerting = q["values"], [0.0] * 12, [0.0] * 12, [0] * 12
    mean, threshold, previous = float(np.mean(x[:12])), 5 * float(np.std(x[:12])), 0
    for t in range(12, len(x)):
        s_high, s_low = high[-1], low[-1]
        if previous:
            window = x[t - 12 : t]
            mean = float(np.mean(window))
            if (x[t] - mean) * previous <= 0:
                threshold, s_high, s_low = 5 * float(np.std(window)), 0.0, 0.0
        slack = 0.5 * threshold / 5
        high.append(max(0.0, s_high + x[t] - (mean + slack)))
        low.append(min(0.0, s_low + x[t] - (mean - slack)))
        previous = 1 if high[-1] > threshold else -1 if low[-1] < -threshold else 0
        alerting.append(previous)
    return {"high": high, "low": low, "alerting": alerting}


# Standardisation


def byar_or_exact(o):
    if o < 10:
        return [stats.chi2.ppf(0.025, 2 * o) / 2 if o else 0.0, stats.chi2.ppf(0.975, 2 * o + 2) / 2]
    low = o * (1 - 1 / (9 * o) - Z / (3 * math.sqrt(o))) ** 3
    return [low, (o + 1) * (1 - 1 / (9 * (o + 1)) + Z / (3 * math.sqrt(o + 1))) ** 3]


def direct(q):
    o, n, w = np.array(q["counts"], float), np.array(q["sizes"]), np.array(q["weights"])
    w = w / w.sum()
    rate = float((w * o / n).sum())
    scale = math.sqrt((w**2 * o / n**2).sum() / o.sum())
    dobson = [rate + scale * (bound - o.sum()) for bound in byar_or_exact(o.sum())]
    answer = {"standardised": rate, "crude": o.sum() / n.sum(), "dobson": [max(0.0, dobson[0]), dobson[1]], "wilson": None}
    p = o / n
    if np.all(p <= 1):
        smooth = (o + 2 * rate) / (n + 2)
        variance = (w**2 * smooth * (1 - smooth) / n).sum()
        size = rate * (1 - rate) / variance if variance > 0 else 1 / (w**2 / n).sum()
        # Wilson's bounds are where the score test just rejects.
        answer["wilson"] = [
            optimize.brentq(lambda t: (rate - t) - Z * math.sqrt(t * (1 - t) / size), 0, rate, xtol=1e-15) if rate > 0 else 0.0,
            optimize.brentq(lambda t: (t - rate) - Z * math.sqrt(t * (1 - t) / size), rate, 1, xtol=1e-15) if rate < 1 else 1.0,
        ]
    return answer


def indirect(q):
    o, n = np.array(q["counts"], float), np.array(q["sizes"])
    reference = np.array(q["referenceCounts"], float) / np.array(q["referenceSizes"])
    expected = float((n * reference).sum())
    crude = sum(q["referenceCounts"]) / sum(q["referenceSizes"])
    return {
        "expected": expected,
        "ratio": o.sum() / expected,
        "interval": [bound / expected for bound in byar_or_exact(o.sum())],
        "standardised": o.sum() / expected * crude,
    }


def mantel_haenszel(q):
    from statsmodels.stats.contingency_tables import StratifiedTable

    tables = [np.array(table, float) for table in q["tables"]]
    pooled = StratifiedTable(tables)
    low, high = pooled.oddsratio_pooled_confint()
    a, b, c, d = (np.array([t[i][j] for t in tables]) for i, j in ((0, 0), (0, 1), (1, 0), (1, 1)))
    n1, n0 = a + b, c + d
    n = n1 + n0
    # Greenland and Robins 1985, for the logarithm of the risk ratio.
    error = math.sqrt(
        ((n1 * n0 * (a + c) - a * c * n) / n**2).sum() / ((a * n0 / n).sum() * (c * n1 / n).sum())
    )
    ratio = float(pooled.riskratio_pooled)
    return {
        "odds": [float(pooled.oddsratio_pooled), float(low), float(high)],
        "risk": [ratio, ratio * math.exp(-Z * error), ratio * math.exp(Z * error)],
    }


def kitagawa(q):
    x0, n0, x1, n1 = (np.array(q[key], float) for key in ("beforeCounts", "beforeTotals", "afterCounts", "afterTotals"))
    p0, p1, r0, r1 = n0 / n0.sum(), n1 / n1.sum(), x0 / n0, x1 / n1
    return {"practice": float(((p1 + p0) / 2 * (r1 - r0)).sum()), "mix": float(((r1 + r0) / 2 * (p1 - p0)).sum())}


# Survival


def survival(q):
    from statsmodels.duration.survfunc import SurvfuncRight

    days, ended, seen = np.array(q["days"], float), np.array(q["ended"]), np.array(q["seenAfter"], float)
    with np.errstate(all="ignore"):
        curve = SurvfuncRight(days, ended, entry=seen if q["truncated"] else None)
        s = curve.surv_prob
        # g = log(-log S), g' = 1/(S log S)
        error = np.abs(curve.surv_prob_se / (s * np.log(s)))
        power = np.exp(Z * error)
        lower, upper = s**power, s ** (1 / power)
        low, high = curve.quantile_ci(0.5, method="cloglog")
    half = np.flatnonzero(s <= 0.5 * (1 + 1e-12))
    answer = {
        "days": [int(day) for day in curve.surv_times],
        "atRisk": [int(risk) for risk in curve.n_risk],
        "survival": list(s),
        "lower": [finite(bound) for bound in lower],
        "upper": [finite(bound) for bound in upper],
        "median": int(curve.surv_times[half[0]]) if len(half) else None,
        "medianLower": finite(low),
        "medianUpper": finite(high),
        "scipy": None,
    }
    if not q["truncated"]:
        censored = stats.CensoredData.right_censored(days, ~np.array(ended, bool))
        function = stats.ecdf(censored).sf
        answer["scipy"] = [float(p) for p in function.evaluate(curve.surv_times)]
    return answer


# Shrinkage


def shrunken(q):
    x, n = np.array(q["counts"], float), np.array(q["totals"], float)
    mean = x.sum() / n.sum()
    k, total = len(n), n.sum()
    between = (n * (x / n - mean) ** 2).sum() / (mean * (1 - mean))
    rho = min(0.999, max(0.0, (between - (k - 1)) / (total - (n**2).sum() / total - (k - 1))))
    if rho == 0:
        return {"correlation": 0.0, "shares": [mean] * k, "intervals": None}
    prior = 1 / rho - 1
    a, b = mean * prior + x, (1 - mean) * prior + n - x
    return {
        "correlation": rho,
        "shares": list(a / (a + b)),
        "intervals": [list(pair) for pair in zip(stats.beta.ppf(0.025, a, b), stats.beta.isf(0.025, a, b))],
    }


# Disclosure


def attack(q):
    """The least and the most that each hidden cell can be, by whole-number programming over all published sums."""
    shown, sums = q["shown"], q["sums"]
    count = len(shown)
    matrix = np.zeros((len(sums), count))
    for row, (whole, parts) in enumerate(sums):
        matrix[row, whole] = -1
        matrix[row, parts] = 1
    lower = np.array([1.0 if value is None else value for value in shown])
    upper = np.array([math.inf if value is None else value for value in shown])
    constraints = optimize.LinearConstraint(matrix, 0, 0)
    answer = []
    for cell in q["targets"]:
        bounds = []
        for sign in (1, -1):
            objective = np.zeros(count)
            objective[cell] = sign
            result = optimize.milp(
                objective, constraints=constraints, bounds=optimize.Bounds(lower, upper), integrality=np.ones(count)
            )
            bounds.append(round(sign * result.fun) if result.success else None)
        answer.append(bounds)
    return answer


METHODS = {
    function.__name__: function
    for function in (
        elementary, count_law, quantiles, exact_limits, chi_square_limits, share_funnel, ratio_funnel, xmr, count_chart, runs,
        alert_sum, direct, indirect, mantel_haenszel, kitagawa, survival, shrunken, attack,
    )
}  # fmt: skip


def plain(value):
    """NumPy's numbers as JSON's."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(type(value))


if __name__ == "__main__":
    method = METHODS[sys.argv[1]]
    json.dump([method(question) for question in json.load(sys.stdin)], sys.stdout, default=plain)
