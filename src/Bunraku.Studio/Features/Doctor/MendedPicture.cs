using Bunraku.Core.Images;

namespace Bunraku.Studio.Features.Doctor;

/// <summary>What the picture doctor gives back.</summary>
/// <param name="FileName">The name of the file that the user chose.</param>
/// <param name="Image">512x512, with alpha.</param>
public sealed record MendedPicture(string FileName, StraightImage Image);
