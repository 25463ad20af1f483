using System.Collections.Immutable;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Images.Doctor;
using Bunraku.Distillation.Rig;

namespace Bunraku.Studio.Features.Distiller.Pictures;

/// <summary>How a character may stand in its picture, and how not: drawn from Bunraku's own character when a page first shows it.</summary>
internal sealed class PlacementExamples
{
    private readonly Lazy<StraightImage> _picture = new(() =>
    {
        using var rig = new RigPoser(RigCharacter.Default);
        return rig.DrawPicture();
    });

    private readonly Dictionary<string, byte[]> _drawn = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>All examples, the good one first.</summary>
    public static ImmutableArray<PlacementExample> All { get; } =
    [
        new("good", Phrase.Of("Good"), Phrase.Of("Brows, eyes, mouth and the whole jaw line lie in the square."), Placement.Unchanged),
        new("low", Phrase.Of("Head too low"), Phrase.Of("The chin is cut off."), new Placement(1, 0, 44)),
        new("high", Phrase.Of("Head too high"), Phrase.Of("The brows are cut off when they rise."), new Placement(1, 0, -50)),
        new("aside", Phrase.Of("Too far to one side"), Phrase.Of("An eye and its brow are cut off."), new Placement(1, 52, 0)),
        new("small", Phrase.Of("Too small"), Phrase.Of("The face has too few pixels to be drawn well."), new Placement(0.55, 115, 58)),
    ];

    /// <summary>The PNG of an example, or null where there is none of this name.</summary>
    public byte[]? Find(string name)
    {
        if (All.FirstOrDefault(example => example.Name == name) is not { } example)
        {
            return null;
        }

        lock (_gate)
        {
            if (!_drawn.TryGetValue(name, out byte[]? png))
            {
                StraightImage picture = _picture.Value;
                _drawn[name] = png = PngFile.Encode(PictureDoctor.Place(picture, picture, example.Placement));
            }

            return png;
        }
    }
}
