namespace Bunraku.Siren.Training.Simd;

/// <summary>32 pixels of a row of the face crop.</summary>
/// <param name="Row">The row.</param>
/// <param name="Column">The column of the first pixel.</param>
/// <param name="Weight">What its loss counts.</param>
internal readonly record struct FaceRun(int Row, int Column, float Weight);
