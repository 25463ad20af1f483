using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.Mouse;

/// <summary>How a character follows the mouse.</summary>
internal sealed record MouseSettings : ISettings<MouseSettings>
{
    /// <summary>How much it looks about by itself, 0 to 1.</summary>
    public double Liveliness { get; init; } = 0.5;

    public MouseSettings Repaired() => this with { Liveliness = double.IsFinite(Liveliness) ? Math.Clamp(Liveliness, 0, 1) : 0.5 };
}
