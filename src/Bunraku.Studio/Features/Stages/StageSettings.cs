using System.Text.Json.Serialization;
using Bunraku.Core.Errors;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.Stages;

/// <summary>How a character is shown.</summary>
internal sealed record StageSettings : ISettings<StageSettings>
{
    public BackgroundChoice Background { get; init; } = BackgroundChoice.Transparent;

    /// <summary>Who paints: one of <see cref="Painters"/>.</summary>
    public string Painter { get; init; } = Painters[0].Value;

    /// <summary>The values that js/painting.js knows, with their names.</summary>
    [JsonIgnore]
    public static IReadOnlyList<(string Value, Phrase Title)> Painters { get; } =
        [("auto", Phrase.Of("Automatic")), ("webgpu", Phrase.Of("Graphics card (WebGPU)")), ("webgl2", Phrase.Of("Graphics card (WebGL2)")), ("frames", Phrase.Of("Processor (Studio)"))];

    public StageSettings Repaired() => this with
    {
        Background = BackgroundChoice.TryParse(Background?.Color, out _) ? Background! : BackgroundChoice.Transparent,
        Painter = Painters.Any(painter => painter.Value == Painter) ? Painter : Painters[0].Value,
    };
}
