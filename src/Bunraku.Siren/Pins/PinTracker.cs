using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren.Engine;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Pins;

/// <summary>
/// Finds where one point of a character's picture goes in a pose. A student says for each pixel of a frame which point of the picture it shows. The pixel
/// that shows the pinned point is searched with Newton's method, and the networks compute one tile of 32 pixels a step. For one thread at a time.
/// </summary>
public sealed class PinTracker : IDisposable
{
    private const int Size = CharacterPicture.Size;
    private const int MostSteps = 8;
    private const int MostPlans = 2048;
    private const float Near = 0.25f;

    private readonly StudentEngine _engine;
    private readonly PosedFrame _frame = new(FrameParts.GridChange);
    private readonly Dictionary<TileOrigin, TilePlan> _plans = [];

    /// <exception cref="BadInputException">The processor computes wrong.</exception>
    public PinTracker(CharacterModel character)
    {
        (_, LaneSet lanes) = SimdWidths.ForFrames.Choose(new StudentPoserOptions().Simd);
        _engine = StudentEngine.Create(lanes, character, threads: 1);
    }

    /// <summary>Where a point is in a pose.</summary>
    /// <param name="pose">The pose.</param>
    /// <param name="x">The point's column in the picture, 0 to 511.</param>
    /// <param name="y">Its row.</param>
    /// <param name="near">Where to begin the search: its place in a pose that is like this one. At first the point itself.</param>
    /// <returns>Its place; the best that was found where none fits, which can only be outside the character.</returns>
    public PinPlace Find(Pose pose, float x, float y, PinPlace near)
    {
        using EngineMemory.Lease lease = _engine.Enter(this);
        (PinPlace place, PinPlace best, float least) = (near, near, float.PositiveInfinity);
        for (int step = 0; step < MostSteps; step++)
        {
            (float u, float v, float along, float across) = Look(pose, place);
            (float du, float dv) = (x - u, y - v);
            float miss = MathF.Sqrt((du * du) + (dv * dv));
            float square = (along * along) + (across * across);
            if (!float.IsFinite(miss) || square < 0.05f)
            {
                break;
            }

            // The picture around the pixel is the frame turned and scaled; so the way to the point is turned and scaled back.
            (float dx, float dy) = (((along * du) + (across * dv)) / square, ((along * dv) - (across * du)) / square);
            place = new PinPlace(Math.Clamp(place.X + dx, 0, Size - 1), Math.Clamp(place.Y + dy, 0, Size - 1), -MathF.Atan2(across, along), Math.Clamp(1 / MathF.Sqrt(square), 0.5f, 2f));
            if (miss < least)
            {
                (best, least) = (place, miss);
            }

            if (miss < Near)
            {
                break;
            }
        }

        return best;
    }

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();

    /// <summary>What a place shows: the point of the picture, and how far this moves for each pixel to the right.</summary>
    private (float U, float V, float Along, float Across) Look(Pose pose, PinPlace place)
    {
        int row = (int)MathF.Round(place.Y);
        int start = Math.Clamp((int)MathF.Round((place.X - (Tile.Pixels / 2)) / 8) * 8, 0, Size - Tile.Pixels);
        _engine.RenderWithoutFace(pose, _frame, PlanOf(new TileOrigin(row, start)));
        ReadOnlySpan<float> right = _frame.GridChange.AsSpan((row * Size) + start, Tile.Pixels);
        ReadOnlySpan<float> down = _frame.GridChange.AsSpan((Size * Size) + (row * Size) + start, Tile.Pixels);
        const float Unit = Size / 2f;
        (float along, float across) = (1 + (Unit * Slope(right)), Unit * Slope(down));
        int before = Math.Clamp((int)place.X - start, 0, Tile.Pixels - 2);
        float share = place.X - start - before;
        float u = place.X + (Unit * float.Lerp(right[before], right[before + 1], share));
        float v = row + (Unit * float.Lerp(down[before], down[before + 1], share));
        float below = place.Y - row;
        return (u - (across * below), v + (along * below), along, across);
    }

    /// <summary>The slope of the straight line that fits best.</summary>
    private static float Slope(ReadOnlySpan<float> values)
    {
        float middle = (values.Length - 1) / 2f;
        (float sum, float squares) = (0, 0);
        for (int i = 0; i < values.Length; i++)
        {
            sum += (i - middle) * values[i];
            squares += (i - middle) * (i - middle);
        }

        return sum / squares;
    }

    private TilePlan PlanOf(TileOrigin tile)
    {
        if (!_plans.TryGetValue(tile, out TilePlan? plan))
        {
            if (_plans.Count >= MostPlans)
            {
                _plans.Clear();
            }

            _plans[tile] = plan = TilePlan.For([tile, tile with { Column = tile.Column + Tile.StripPixels }]);
        }

        return plan;
    }
}
