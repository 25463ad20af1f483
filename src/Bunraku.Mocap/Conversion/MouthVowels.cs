namespace Bunraku.Mocap.Conversion;

/// <summary>How much of each of four vowels a mouth shows, each 0 to 1.</summary>
public readonly record struct MouthVowels(double Aaa, double Iii, double Uuu, double Ooo);
