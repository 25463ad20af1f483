namespace Bunraku.Studio.Features.Distiller.Settings;

/// <summary>How a field of a configuration is edited.</summary>
public enum FieldKind
{
    Text,
    Number,
    Seed,
    Folder,
    OptionalFolder,
    Picture,
    Mask,
    Teacher,
    Schedule,
    Sparsity,
    Backend,
    InitialWeights,
    Optimizer,
    SampleInterval,
}
