internal import Glibc

/// Ten to a power.
func powerOfTen(_ exponent: Double) -> Double { pow(10, exponent) }

/// The logarithm to the base 10.
func decimalLogarithm(_ value: Double) -> Double { log10(value) }
