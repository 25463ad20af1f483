using System.Text.Json.Serialization;
using Bunraku.Core.Errors;
using Bunraku.Siren;

namespace Bunraku.Studio.Shell;

/// <summary>How this computer draws characters.</summary>
internal sealed record EngineSettings : ISettings<EngineSettings>
{
    public Arithmetic Arithmetic { get; init; }

    /// <summary>The choices, with their names.</summary>
    [JsonIgnore]
    public static IReadOnlyList<(Arithmetic Value, Phrase Title)> Arithmetics { get; } =
        [(Arithmetic.Auto, Phrase.Of("Automatic")), (Arithmetic.FloatingPoint, Phrase.Of("Floating point")), (Arithmetic.FixedPoint, Phrase.Of("Fixed point (faster)"))];

    public EngineSettings Repaired() => Enum.IsDefined(Arithmetic) ? this : new EngineSettings();
}
