using System.Text.Json.Serialization;
using Bunraku.Siren;

namespace Bunraku.Studio.Shell;

/// <summary>How this computer draws characters.</summary>
internal sealed record EngineSettings : ISettings<EngineSettings>
{
    public Arithmetic Arithmetic { get; init; }

    /// <summary>The choices, with their names.</summary>
    [JsonIgnore]
    public static IReadOnlyList<(Arithmetic Value, string Title)> Arithmetics { get; } =
        [(Arithmetic.Auto, "Automatic"), (Arithmetic.FloatingPoint, "Floating point"), (Arithmetic.FixedPoint, "Fixed point (faster)")];

    public EngineSettings Repaired() => Enum.IsDefined(Arithmetic) ? this : new EngineSettings();
}
