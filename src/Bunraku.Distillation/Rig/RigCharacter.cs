namespace Bunraku.Distillation.Rig;

/// <summary>An immutable description of a character that the program draws itself: its colours and the proportions of its face.</summary>
public sealed record RigCharacter
{
    /// <summary>
    /// Koito ("little thread"): ink and teal hair bound with red thread, and the folding fan of the puppet theatre for a hair ornament.
    /// </summary>
    public static RigCharacter Default { get; } = new();

    /// <summary>What the character is called.</summary>
    public string Name { get; init; } = "Koito";

    /// <summary>The colours that it is drawn with.</summary>
    public RigPalette Palette { get; init; } = new();

    /// <summary>Half the distance between the centres of the eyes, in pixels of the picture.</summary>
    public float EyeDistance { get; init; } = 25.5f;

    /// <summary>The row of the centres of the eyes.</summary>
    public float EyeRow { get; init; } = 149f;

    /// <summary>How large the eyes are; 1 is a width of 30 pixels.</summary>
    public float EyeScale { get; init; } = 1f;

    /// <summary>The row of the corners of the closed mouth.</summary>
    public float MouthRow { get; init; } = 178f;
}
