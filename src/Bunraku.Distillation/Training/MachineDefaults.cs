using Bunraku.Core.Plugins;
using Bunraku.Distillation.Configuration;

namespace Bunraku.Distillation.Training;

/// <summary>How a new project is trained on this machine: the full schedule takes a day or two on a graphics card, and weeks on a processor.</summary>
public static class MachineDefaults
{
    /// <summary>A configuration with the preset and the engine for this machine; all other fields stay.</summary>
    public static DistillationConfig ApplyTo(DistillationConfig config) => ApplyTo(config, TorchDevices.HasCuda);

    internal static TrainingPreset PresetFor(bool hasCuda) => hasCuda ? TrainingPresets.Full : TrainingPresets.Standard;

    internal static DistillationConfig ApplyTo(DistillationConfig config, bool hasCuda) =>
        PresetFor(hasCuda).ApplyTo(config) with { Backend = hasCuda ? "torch" : config.Backend };
}
