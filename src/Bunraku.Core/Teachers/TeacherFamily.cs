using System.Collections.Immutable;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Teachers;

/// <summary>
/// One set of five networks that pose any picture: what they consist of and what they yield. A folder of five files holds the weights of one family.
/// </summary>
public sealed record TeacherFamily
{
    /// <summary>THA4: the latest system, and the slowest.</summary>
    public static TeacherFamily Tha4 { get; } = new()
    {
        Name = "tha4",
        Title = "THA4",
        Publication = TeacherPublication.Tha4,
        Networks = Tha4Networks.All,
        Outputs = TeacherOutputs.Tha4,
        PublishedPlaces = ["data/tha4"],
        Speed = Phrase.Of("The slowest: 323 billion multiplications and additions a frame."),
        Look = Phrase.Of("Its author made it to improve on THA3, above all where a turn shows what the picture hides."),
    };

    /// <summary>THA3 with full convolutions.</summary>
    public static TeacherFamily Tha3Standard { get; } = new()
    {
        Name = "tha3-standard",
        Title = "THA3 standard",
        Publication = TeacherPublication.Tha3,
        Networks = Tha3Networks.Of("standard", isSeparable: false),
        Outputs = TeacherOutputs.Tha3,
        PublishedPlaces = ["data/models/standard_float", "data/models/standard_half"],
        HasStraightAlpha = true,
        Speed = Phrase.Of("Half the work of THA4: 154 billion multiplications and additions a frame."),
        Look = Phrase.Of("The author's system before THA4."),
    };

    /// <summary>THA3 with separable convolutions, which have a seventeenth of THA4's multiplications.</summary>
    public static TeacherFamily Tha3Separable { get; } = new()
    {
        Name = "tha3-separable",
        Title = "THA3 separable",
        Publication = TeacherPublication.Tha3,
        Networks = Tha3Networks.Of("separable", isSeparable: true),
        Outputs = TeacherOutputs.Tha3,
        PublishedPlaces = ["data/models/separable_float", "data/models/separable_half"],
        HasStraightAlpha = true,
        Speed = Phrase.Of("The fastest: 19 billion multiplications and additions a frame, a seventeenth of THA4."),
        Look = Phrase.Of("A small form of THA3 standard, with a ninth of its weights."),
    };

    /// <summary>All families, the default first.</summary>
    public static ImmutableArray<TeacherFamily> All { get; } = [Tha4, Tha3Standard, Tha3Separable];

    /// <summary>The name that commands and configurations know it by; also the name of its folder of weights.</summary>
    public required string Name { get; init; }

    /// <summary>What users read.</summary>
    public required string Title { get; init; }

    /// <summary>Who publishes the weights, where, and under which licence.</summary>
    public required TeacherPublication Publication { get; init; }

    /// <summary>The five networks, in the order in which a frame passes them.</summary>
    public required ImmutableArray<TeacherNetwork> Networks { get; init; }

    /// <summary>Everything that the networks yield for a pose, in the published order; <see cref="TeacherOutput.Index"/> counts in it.</summary>
    public required ImmutableArray<TeacherOutput> Outputs { get; init; }

    /// <summary>Where the published program keeps its files, the best first.</summary>
    public required ImmutableArray<string> PublishedPlaces { get; init; }

    /// <summary>Whether pictures go into the networks and come out of them with straight alpha; premultiplied otherwise.</summary>
    public bool HasStraightAlpha { get; init; }

    /// <summary>How fast it is, in a sentence.</summary>
    public required Phrase Speed { get; init; }

    /// <summary>What its pictures look like, in a sentence.</summary>
    public required Phrase Look { get; init; }

    /// <summary>The posed picture.</summary>
    public TeacherOutput Posed => Outputs[0];

    /// <summary>The names of the folders of its files in the published archive, the best first.</summary>
    internal IEnumerable<string> PublishedFolders => PublishedPlaces.Select(place => Path.GetFileName(place)!);

    /// <summary>The bytes of the weights in float32.</summary>
    public long WeightBytes => Networks.Sum(network => network.ElementCount * sizeof(float));

    /// <summary>The networks that no other family has alike, by which a folder of files is told from those of other families.</summary>
    internal IEnumerable<TeacherNetwork> OwnNetworks => Networks.Where(network => !All.Any(other => other.Name != Name && other.Networks.Any(network.IsLike)));

    /// <summary>The family of a name.</summary>
    /// <returns>Null where there is none.</returns>
    public static TeacherFamily? TryFind(string name) => All.FirstOrDefault(family => family.Name == name);

    /// <summary>The family of a name.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static TeacherFamily Find(string name) => TryFind(name)
        ?? throw new BadInputException($"{ForeignText.Quote(name)} is not a family of teachers. Use {string.Join(", ", All.Select(family => family.Name))}.");

    /// <summary>The output of a name, such as <c>face_output_image</c>.</summary>
    /// <exception cref="BadInputException">The family has none of that name.</exception>
    public TeacherOutput Output(string name) => Outputs.FirstOrDefault(output => output.Name == name)
        ?? throw new BadInputException($"{ForeignText.Quote(name)} is not an output of {Name}. docs/cli.md lists them, for instance {Posed.Name}.");

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
