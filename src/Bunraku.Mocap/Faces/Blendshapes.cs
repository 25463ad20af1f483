using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Bunraku.Mocap.Faces;

/// <summary>The table of the 52 blendshapes: their published names and their mirror images.</summary>
public static class Blendshapes
{
    /// <summary>The number of blendshapes.</summary>
    public const int Count = 52;

    /// <summary>The published names in camelCase, for example <c>eyeBlinkLeft</c>; the name of a blendshape is at its number.</summary>
    public static ImmutableArray<string> Names { get; } =
        [.. Enum.GetNames<Blendshape>().Select(member => char.ToLowerInvariant(member[0]) + member[1..])];

    private static readonly FrozenDictionary<string, Blendshape>.AlternateLookup<ReadOnlySpan<char>> Exact =
        IndexWith(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Blendshape>.AlternateLookup<ReadOnlySpan<char>> IgnoringCase =
        IndexWith(StringComparer.OrdinalIgnoreCase);

    private static readonly ImmutableArray<Blendshape> Mirrors = [.. Names.Select(MirrorOf)];

    /// <summary>Looks a blendshape up by its exact published name.</summary>
    public static bool TryFind(ReadOnlySpan<char> name, out Blendshape blendshape) => Exact.TryGetValue(name, out blendshape);

    /// <summary>Looks a blendshape up by its name in any case: several protocols write <c>EyeBlinkLeft</c>.</summary>
    public static bool TryFindIgnoringCase(ReadOnlySpan<char> name, out Blendshape blendshape) =>
        IgnoringCase.TryGetValue(name, out blendshape);

    /// <summary>The blendshape on the other side of the face; a blendshape in the middle is its own mirror image.</summary>
    public static Blendshape Mirror(Blendshape blendshape) => Mirrors[(int)blendshape];

    private static FrozenDictionary<string, Blendshape>.AlternateLookup<ReadOnlySpan<char>> IndexWith(StringComparer comparer) =>
        Names.Select((name, index) => KeyValuePair.Create(name, (Blendshape)index))
            .ToFrozenDictionary(comparer)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private static Blendshape MirrorOf(string name, int index)
    {
        string mirrored = name.EndsWith("Left", StringComparison.Ordinal) ? name[..^"Left".Length] + "Right"
            : name.EndsWith("Right", StringComparison.Ordinal) ? name[..^"Right".Length] + "Left"
            : name;
        return TryFind(mirrored, out Blendshape mirror)
            ? mirror
            : throw new InvalidOperationException($"The blendshape {name} (number {index}) has no counterpart {mirrored}.");
    }
}
