namespace Bunraku.Core.Images;

/// <summary>
/// The character's picture as the networks see it: float32 [4, 512, 512], channels R, G, B, A, linear light, premultiplied, scaled to -1..1.
/// </summary>
public sealed class CharacterPicture
{
    /// <summary>The side of every character picture and frame, in pixels.</summary>
    public const int Size = 512;

    /// <summary>Takes the values as they are.</summary>
    /// <param name="values">[4, 512, 512] in the network convention.</param>
    public CharacterPicture(float[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, 4 * Size * Size);
        Values = values;
    }

    /// <summary>[4, 512, 512] in the network convention.</summary>
    public float[] Values { get; }
}
