using System.Buffers.Binary;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Clusters;

/// <summary>What every process tells all others after a step.</summary>
/// <param name="IsOver">Whether it wants no further step: it was asked to stop, or its time is up.</param>
/// <param name="Seconds">How long it computed, without waiting for others.</param>
/// <param name="Face">What its part adds to the loss of the face; null where it trains the body.</param>
/// <param name="Body">What its part adds to the loss of the body; null where it trains the face.</param>
internal sealed record StepReport(bool IsOver, double Seconds, FaceLoss? Face, BodyLoss? Body)
{
    private const int Numbers = 5;

    public byte[] Encode()
    {
        byte[] message = new byte[1 + (Numbers * sizeof(double))];
        message[0] = IsOver ? (byte)1 : (byte)0;
        ReadOnlySpan<double> numbers = Face is { } face ? [Seconds, face.Full, face.EyeMouth] : [Seconds, Body!.Blended, Body.Warped, Body.GridChange, Body.ColorChange];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(message.AsSpan(1 + (i * sizeof(double))), numbers[i]);
        }

        return message;
    }

    /// <summary>Reads the report of another process about the same network.</summary>
    public StepReport DecodeOther(ReadOnlySpan<byte> message)
    {
        Span<double> numbers = stackalloc double[Numbers];
        for (int i = 0; i < Numbers; i++)
        {
            numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(message[(1 + (i * sizeof(double)))..]);
        }

        return new StepReport(
            message[0] != 0,
            numbers[0],
            Face is null ? null : new FaceLoss(numbers[1], numbers[2]),
            Body is null ? null : new BodyLoss(numbers[1], numbers[2], numbers[3], numbers[4]));
    }
}
