"""Prices and Greeks of European options for BlackScholesTest, to all digits of a double.

Prices and Greeks come from mpmath 1.4.1 with 60 digits; the last two columns are what vollib 1.0.11 (Jaeckel's "Let's be
rational") makes of the same inputs: its price, and the volatility it finds in ours. Theta is a calendar day's, vega that of
1.00 of volatility.

    pip install mpmath==1.4.1 vollib==1.0.11
    python black_scholes.py > black_scholes.csv
"""
import itertools
import random

from mpmath import erfc, exp, log, mp, mpf, pi, sqrt
from vollib.black_scholes_merton import black_scholes_merton
from vollib.black_scholes_merton.implied_volatility import implied_volatility

mp.dps = 60
random.seed(7)


def normal(z):
    return erfc(-z / sqrt(mpf(2))) / 2


def greeks(call, s, k, t, r, q, v):
    s, k, t, r, q, v = map(mpf, (s, k, t, r, q, v))
    sign = 1 if call else -1
    width = v * sqrt(t)
    d1 = (log(s / k) + (r - q) * t) / width + width / 2
    d2 = d1 - width
    shares, cash = s * exp(-q * t), k * exp(-r * t)
    bell = exp(-d1 * d1 / 2) / sqrt(2 * pi)
    price = sign * (shares * normal(sign * d1) - cash * normal(sign * d2))
    delta = sign * exp(-q * t) * normal(sign * d1)
    gamma = exp(-q * t) * bell / (s * width)
    theta = -shares * bell * v / (2 * sqrt(t)) - sign * r * cash * normal(sign * d2) + sign * q * shares * normal(sign * d1)
    return price, delta, gamma, theta / 365, shares * bell * sqrt(t)


def options():
    regular = itertools.product((1, 0), (25.0, 80.0, 100.0, 120.0, 400.0), (1, 30, 365, 1095), (0.05, 0.2, 0.6, 2.5))
    for call, strike, days, volatility in regular:
        yield call, 100.0, strike, days / 365, 0.04, 0.01, volatility
    for _ in range(340):
        yield (random.randint(0, 1), round(random.lognormvariate(4, 1.5), 2), 0.0, random.randint(1, 1100) / 365,
               round(random.uniform(-0.01, 0.15), 4), round(random.uniform(0, 0.08), 4),
               round(random.lognormvariate(-1.2, 0.8), 4))


def vollib(call, s, k, t, r, q, v, price):
    flag = "c" if call else "p"
    theirs = float(black_scholes_merton(flag, s, k, t, r, v, q))
    try:
        return theirs, float(implied_volatility(price, s, k, t, r, q, flag))
    except Exception:
        return theirs, float("nan")


print("call,underlying,strike,years,rate,yield,volatility,price,delta,gamma,theta,vega,vollib_price,vollib_volatility")
for call, s, k, t, r, q, v in options():
    if k == 0:
        k = round(s * random.lognormvariate(0, 0.5), 2)
    exact = [float(value) for value in greeks(call, s, k, t, r, q, v)]
    if exact[0] < 1e-300:
        continue
    print(",".join(map(repr, [call, s, k, t, r, q, v, *exact, *vollib(call, s, k, t, r, q, v, exact[0])])))
